import type { Params, TpeSpec } from "@rookery/contracts";
import { countCombinations } from "../../space/combinations.ts";
import type { ParamDomain } from "../../space/param-domain.ts";
import { getSpaceModel, type SpaceModel, sortParams } from "../../space/space-model.ts";
import { drawRandom } from "../random.ts";
import { createRandomStream, type RandomStream } from "../random-stream.ts";
import type { Observation, Sampler } from "../sampler.ts";
import { createCategoryKernels } from "./category-kernels.ts";
import { createNumericKernels } from "./numeric-kernels.ts";
import { isGroupPresent, listGroups, type ParamGroup } from "./param-groups.ts";
import { type Cell, createParzenEstimator, type ParzenEstimator } from "./parzen-estimator.ts";
import { isScored, splitHistory } from "./split-history.ts";

/** Draws per candidate, where constraints refuse some. */
const drawsPerCandidate = 10;

/**
 * The tree-structured Parzen estimator: Bergstra et al., "Algorithms for
 * Hyper-Parameter Optimization", NIPS 2011, with the choices that Watanabe,
 * "Tree-Structured Parzen Estimator: Understanding Its Algorithm Components",
 * 2023, describes and Optuna's TPESampler has by default. Of combinations drawn
 * from the density of good runs it takes the one where that exceeds the density
 * of all others the most.
 */
export const tpe: Sampler<TpeSpec> = {
  name: "tpe",
  learns: true,

  count: countCombinations,

  suggest({ space, constraints, history, seed, number, options }) {
    const model = getSpaceModel(space, constraints);
    const stream = createRandomStream(seed, number);
    if (!hasScored(history, options.startupRuns)) return drawRandom(model, stream);
    return suggestLearned(model, history, options, stream) ?? drawRandom(model, stream);
  },
};

function hasScored(history: readonly Observation[], count: number): boolean {
  let scored = 0;
  return history.some((observation) => {
    if (isScored(observation)) scored += 1;
    return scored >= count;
  });
}

/** Group by group, as what is there depends on what was chosen. Null where constraints allow nothing. */
function suggestLearned(
  model: SpaceModel,
  history: readonly Observation[],
  options: TpeSpec,
  stream: RandomStream,
): Params | null {
  let params: Params = {};
  for (const group of listGroups(model)) {
    if (!isGroupPresent(group, params)) continue;
    const present = model.hasConditions
      ? history.filter((observation) => isGroupPresent(group, observation.params))
      : history;
    const chosen = suggestGroup({ model, group, params, history: present, options, stream });
    if (chosen === null) return null;
    params = chosen;
  }
  return sortParams(model, params);
}

interface GroupQuestion {
  model: SpaceModel;
  group: ParamGroup;
  /** What was chosen before. */
  params: Params;
  /** Of runs in which the group is present. */
  history: readonly Observation[];
  options: TpeSpec;
  stream: RandomStream;
}

function suggestGroup({
  model,
  group: { domains },
  params,
  history,
  options: { candidates, priorWeight },
  stream,
}: GroupQuestion): Params | null {
  const split = splitHistory(history);
  const evenly = new Float64Array(split.good.length).fill(1);
  const good = estimate(domains, split.good, evenly, priorWeight);
  const others = estimate(domains, split.others, split.weights, priorWeight);

  let best: Params | null = null;
  let highest = Number.NEGATIVE_INFINITY;
  let drawn = 0;
  for (let draw = 0; draw < candidates * drawsPerCandidate && drawn < candidates; draw += 1) {
    const shares = good.draw(stream);
    const candidate = { ...params };
    for (const [axis, { name, at }] of domains.entries()) candidate[name] = at(shares[axis]);
    // Names not chosen yet are absent, so constraints on them hold for now.
    if (!model.meets(candidate)) continue;
    drawn += 1;
    const cells = domains.map(({ name, cellOf }) => cellOf(candidate[name]) as Cell);
    const promise = good.logDensity(cells) - others.logDensity(cells);
    if (best !== null && !(promise > highest)) continue;
    best = candidate;
    highest = promise;
  }
  return best;
}

/** Runs with a value that the space does not hold are left out. */
function estimate(
  domains: readonly ParamDomain[],
  observations: readonly Observation[],
  weights: Float64Array,
  priorWeight: number,
): ParzenEstimator {
  const centres = domains.map(() => new Float64Array(observations.length));
  const kept = new Float64Array(observations.length + 1);
  let count = 0;
  for (const [index, { params }] of observations.entries()) {
    if (!placeParams(domains, params, centres, count)) continue;
    kept[count] = weights[index];
    count += 1;
  }
  kept[count] = priorWeight;
  const axes = domains.map(({ range, values }, axis) => {
    const shares = centres[axis].subarray(0, count);
    if (range) return createNumericKernels(shares);
    return createCategoryKernels(shares, values?.count ?? 1, priorWeight);
  });
  return createParzenEstimator(axes, kept.subarray(0, count + 1));
}

/** Writes the middle of each value's cell into its axis, or gives false. */
function placeParams(
  domains: readonly ParamDomain[],
  params: Params,
  centres: Float64Array[],
  place: number,
): boolean {
  for (let axis = 0; axis < domains.length; axis += 1) {
    const cell = domains[axis].cellOf(params[domains[axis].name]);
    if (cell === null) return false;
    centres[axis][place] = (cell[0] + cell[1]) / 2;
  }
  return true;
}
