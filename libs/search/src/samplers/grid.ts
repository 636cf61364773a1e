import { AppError, type ErrorIssue, enumerateRange, type GridSpec } from "@rookery/contracts";
import { type CombinationList, listCombinations, maxEnumerated } from "../space/combinations.ts";
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
  const counted = model.hasConditions || model.hasConstraints;
  throw new AppError("sweep-invalid", "The grid has too many combinations to count.", {
    issues: [
      {
        field: "space",
        message: counted
          ? `Use fewer or coarser ranges: with conditions or constraints at most ${maxEnumerated} combinations, before constraints, can be gone through`
          : "Use fewer or coarser ranges",
      },
    ],
  });
}

function requireFinite({ domains }: SpaceModel): void {
  const issues: ErrorIssue[] = domains
    .filter(({ range }) => range && !enumerateRange(range))
    .map(({ name }) => ({
      field: `space.${name}.step`,
      message: "A grid needs step or count here, to know which values of the range to try",
    }));
  if (issues.length === 0) return;
  throw new AppError("sweep-invalid", "A grid cannot go through a continuous range.", { issues });
}
