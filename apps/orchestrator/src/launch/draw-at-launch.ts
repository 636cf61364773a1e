import { AppError, type Params, type SweepSpec } from "@rookery/contracts";
import { completeParams, type Trainers } from "@rookery/learning";
import {
  combinationHash,
  getSampler,
  paramsHash,
  suggestDistinct,
  tryFirstIssues,
} from "@rookery/search";
import { invalid } from "./invalid.ts";

/** More runs than this are a mistake far more often than a wish. */
const maxRuns = 100_000;

export interface LaunchDraw {
  /** The parameters of the first runs, trainers' defaults filled in, by their `combinationHash`. */
  combinations: Map<string, Params>;
  /** How many runs have theirs drawn when they begin. */
  undrawn: number;
  /** How many the space has; null for endless ones. */
  combinationCount: number | null;
}

/**
 * Draws what is known before any run has ended: the combinations to try first,
 * and all others unless the sampler learns. There are never more runs than
 * distinct combinations.
 */
export function drawAtLaunch(spec: SweepSpec, known: Trainers): LaunchDraw {
  const { trainers, sampler: options, space, constraints, tryFirst, seed } = spec;
  const issues = tryFirstIssues(space, constraints, tryFirst);
  if (issues.length > 0) {
    throw new AppError("sweep-invalid", "What is to be tried first does not fit the space.", {
      issues,
    });
  }
  const sampler = getSampler(options.name);
  const combinationCount = sampler.count(space, constraints);
  const runCount = countRuns(spec, combinationCount);
  const wanted = sampler.learns ? Math.min(tryFirst.length, runCount) : runCount;

  const combinations = new Map<string, Params>();
  const taken = new Set<string>();
  for (let number = 0; number < wanted; number += 1) {
    const params = suggestDistinct({
      ...{ sampler, options, space, constraints, tryFirst, seed, number, taken },
      history: [],
      complete: (suggested) => completeParams(known, trainers, suggested),
    });
    if (params === null) break;
    taken.add(paramsHash(params));
    combinations.set(combinationHash(trainers, params), params);
  }
  return { combinations, undrawn: runCount - wanted, combinationCount };
}

function countRuns({ runs, sampler }: SweepSpec, combinationCount: number | null): number {
  if (runs === undefined && sampler.name !== "grid") {
    throw invalid("runs", runs, `The sampler ${sampler.name} needs to know how many runs to draw`);
  }
  const wanted = runs ?? combinationCount ?? maxRuns + 1;
  const runCount = Math.min(wanted, combinationCount ?? wanted);
  if (runCount === 0) {
    throw invalid("constraints", undefined, "No combination of the space meets all of them");
  }
  if (runCount > maxRuns) {
    const found = combinationCount ?? "too many to count";
    throw invalid(
      "space",
      combinationCount,
      `The space has ${found} combinations; ${maxRuns} runs are the most`,
      "Say how many with `runs`, or use fewer or coarser ranges.",
    );
  }
  return runCount;
}
