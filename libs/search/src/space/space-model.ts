import {
  AppError,
  conditionIssues,
  fieldPath,
  listConditions,
  orderByConditions,
  type Params,
  type ParamValue,
  type SearchSpace,
} from "@rookery/contracts";
import { compileConstraints } from "./compile-constraints.ts";
import { createParamDomain, type ParamDomain } from "./param-domain.ts";

/** A search space and its constraints, ready for use. */
export interface SpaceModel {
  /** In the order written, which is the order of keys in a combination. */
  readonly names: readonly string[];
  /** Each after those it depends on. */
  readonly domains: readonly ParamDomain[];
  readonly hasConditions: boolean;
  readonly hasConstraints: boolean;
  /** What a check of all constraints costs at most. */
  readonly constraintTerms: number;
  /** Whether the combination meets every constraint. */
  meets(params: Params): boolean;
}

/** Of each space the model with the constraints it was last asked with. */
const known = new WeakMap<SearchSpace, { key: string; model: SpaceModel }>();

/**
 * Spaces are values: nobody changes one, so what was derived is kept with it.
 * Throws `sweep-invalid` for broken conditions and constraints.
 */
export function getSpaceModel(space: SearchSpace, constraints: readonly string[] = []): SpaceModel {
  const key = constraints.join("\n");
  const found = known.get(space);
  if (found?.key === key) return found.model;
  const model = createModel(space, constraints);
  known.set(space, { key, model });
  return model;
}

function createModel(space: SearchSpace, constraints: readonly string[]): SpaceModel {
  const broken = conditionIssues(space);
  if (broken.length > 0) {
    throw new AppError("sweep-invalid", "The space has conditions that cannot hold.", {
      issues: broken.map(({ path, message }) => ({
        field: fieldPath(["space", ...path]),
        message,
      })),
    });
  }
  const { meets, terms } = compileConstraints(space, constraints);
  const domains = orderByConditions(space).map((name) => createParamDomain(name, space[name]));
  return {
    names: Object.keys(space),
    domains,
    hasConditions: Object.values(space).some((param) => listConditions(param).length > 0),
    hasConstraints: constraints.length > 0,
    constraintTerms: terms,
    meets,
  };
}

/**
 * A combination, key by key: `choose` gives the value of each parameter whose
 * condition holds, asked after those it depends on.
 */
export function buildParams(
  model: SpaceModel,
  choose: (domain: ParamDomain, index: number) => ParamValue,
): Params {
  const chosen: Params = {};
  for (const [index, domain] of model.domains.entries()) {
    if (isActive(domain, chosen)) chosen[domain.name] = choose(domain, index);
  }
  return sortParams(model, chosen);
}

/** The same combination with its keys in the order of the space. */
export function sortParams({ names }: SpaceModel, params: Params): Params {
  return Object.fromEntries(
    names.filter((name) => Object.hasOwn(params, name)).map((name) => [name, params[name]]),
  );
}

/** Whether the parameter's own condition holds; those of its parents show in their absence. */
export function isActive({ conditions }: ParamDomain, params: Params): boolean {
  return conditions.every(
    ([parent, values]) => Object.hasOwn(params, parent) && values.includes(params[parent]),
  );
}
