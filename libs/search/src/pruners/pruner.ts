import type { PrunerSpec } from "@rookery/contracts";

/**
 * The seam for stopping rules. A pruner is one file that exports one `Pruner`,
 * listed in pruners.ts, and passes test/pruner-conformance.ts. It is pure and
 * asynchronous: it decides on what others have reported by now.
 */
export interface Pruner<Options extends PrunerSpec = PrunerSpec> {
  readonly name: Options["name"];

  /** False when the answer is "go on" whatever the others reported. */
  decidesAt(question: StepQuestion<Options>): boolean;

  /** Asked only where `decidesAt` is true. */
  shouldPrune(question: PrunerQuestion<Options>): boolean;
}

export interface StepQuestion<Options extends PrunerSpec = PrunerSpec> {
  /** The step just reported, from 1. */
  step: number;
  /** The step that this run reported before; 0 when there was none. */
  previousStep: number;
  /** The sweep's `pruner`, defaults filled in. */
  options: Options;
}

export interface PrunerQuestion<Options extends PrunerSpec = PrunerSpec> {
  step: number;
  /** What this run reported at this step; larger is better. May be NaN. */
  score: number;
  /** Its best score up to this step, this one included. */
  bestScore: number;
  /**
   * What the other runs of the sweep, ended or not, have reported at this very
   * step; of more than 10,000 the last ones.
   */
  peers: ArrayLike<number>;
  options: Options;
}
