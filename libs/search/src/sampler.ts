import type { Params, SearchSpace } from "@rookery/contracts";

/**
 * The seam for search strategies. A sampler is one file that exports one
 * `Sampler`, listed in samplers.ts, and passes test/sampler-conformance.ts.
 *
 * A sampler is pure: the same question gets the same answer, so a crashed
 * launch can be repeated. All it may learn from is in the question.
 */
export interface Sampler {
  readonly name: string;

  /**
   * How many combinations there are; null for endless ones. Throws
   * `sweep-invalid` with fields such as `space.learningRate.step` when the
   * sampler cannot work on this space.
   */
  count(space: SearchSpace): number | null;

  /** The combination of one run, or null when there are no more. */
  suggest(question: SamplerQuestion): Params | null;
}

export interface SamplerQuestion {
  space: SearchSpace;
  /** The run's number in its sweep, from 0. */
  number: number;
  /** Earlier runs, in any order. */
  history: readonly Observation[];
  /** 32 bits; the only source of randomness. */
  seed: number;
}

/** An earlier run. `score` is null until it succeeded; larger is better. */
export interface Observation {
  number: number;
  params: Params;
  score: number | null;
}
