import type { Params, SamplerSpec, SearchSpace } from "@rookery/contracts";

/**
 * The seam for search strategies. A sampler is one file that exports one
 * `Sampler`, listed in samplers.ts, and passes test/sampler-conformance.ts.
 *
 * A sampler is pure: the same question gets the same answer, whatever the
 * order of the history, so a crashed claim can be repeated. All it may learn
 * from is in the question. What it derives from space and constraints it
 * remembers under the space object: keep that between questions, unchanged.
 */
export interface Sampler<Options extends SamplerSpec = SamplerSpec> {
  readonly name: Options["name"];

  /**
   * Whether suggestions depend on the history. Then each run's combination is
   * drawn when the run begins, else all of them at launch.
   */
  readonly learns: boolean;

  /**
   * How many combinations there are; null for endless ones. Throws
   * `sweep-invalid` with fields such as `space.learningRate.step` when the
   * sampler cannot work on this space.
   */
  count(space: SearchSpace, constraints?: readonly string[]): number | null;

  /** The combination of one run, or null when there are no more. */
  suggest(question: SamplerQuestion<Options>): Params | null;
}

export interface SamplerQuestion<Options extends SamplerSpec = SamplerSpec> {
  space: SearchSpace;
  /** What every combination must meet. Default: nothing. */
  constraints?: readonly string[];
  /** How many combinations the sampler was asked for before: 0 for the first. */
  number: number;
  /** Earlier runs, in any order. */
  history: readonly Observation[];
  /** 32 bits; the only source of randomness. */
  seed: number;
  /** The sweep's `sampler`, defaults filled in. */
  options: Options;
}

/** An earlier run. */
export interface Observation {
  number: number;
  params: Params;
  state: "running" | "succeeded" | "pruned" | "failed";
  /**
   * Larger is better. Null while running and after a failure; a pruned run has
   * its last one, if it reported any.
   */
  score: number | null;
}
