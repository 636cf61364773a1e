import { AppError, type ErrorIssue, type GridSpec } from "@rookery/contracts";
import { type CombinationList, limitEnumeration, listCombinations } from "../space/combinations.ts";
import { getSpaceModel, type SpaceModel } from "../space/space-model.ts";
import type { Sampler } from "./sampler.ts";

/** Every combination once, in the order written; the last parameter varies fastest. */
export const grid: Sampler<GridSpec> = {
  name: "grid",
  learns: false,

  count: (space, constraints) => listGrid(getSpaceModel(space, constraints)).count,

  suggest({ space, constraints, number }) {
    const combinations = listGrid(getSpaceModel(space, constraints));
    return number < combinations.count ? combinations.at(number) : null;
  },
};

function listGrid(model: SpaceModel): CombinationList {
  requireFinite(model);
  const combinations = listCombinations(model);
  if (combinations) return combinations;
  throw new AppError("sweep-invalid", "The grid has too many combinations to count.", {
    issues: [{ field: "space", message: explainLimit(model) }],
  });
}

function explainLimit(model: SpaceModel): string {
  const { hasConditions, hasConstraints, constraintTerms } = model;
  if (!hasConditions && !hasConstraints) return "Use fewer or coarser ranges";
  const limit = `at most ${limitEnumeration(model)} combinations, before constraints, can be gone through`;
  return hasConstraints
    ? `Use fewer or coarser ranges, or shorter constraints: with constraints of ${constraintTerms} names, values and operators together ${limit}`
    : `Use fewer or coarser ranges: with conditions ${limit}`;
}

function requireFinite({ domains }: SpaceModel): void {
  const issues: ErrorIssue[] = domains
    .filter(({ isStepped }) => !isStepped)
    .map(({ name }) => ({
      field: `space.${name}.step`,
      message: "A grid needs step or count here, to know which values of the range to try",
    }));
  if (issues.length === 0) return;
  throw new AppError("sweep-invalid", "A grid cannot go through a continuous range.", { issues });
}
