import type { z } from "zod";

/**
 * The seam for learning algorithms. A trainer is one file that exports one
 * `ClassificationTrainer`, listed in trainers.ts, and passes the conformance
 * suite in test/trainer-conformance.ts.
 *
 * A trainer sees numbers only: features are already imputed, scaled and
 * one-hot encoded, labels are class numbers. It does no I/O, keeps no state
 * between calls, and given the same input returns the same estimator.
 *
 * Another task (regression) is another interface beside this one, with its
 * own `task`, `FitInput` and compiled form, joined in the `Trainer` union.
 */
export type Trainer = ClassificationTrainer;

export interface ClassificationTrainer<
  Parameters extends z.ZodObject = z.ZodObject,
  State = unknown,
> {
  readonly name: string;
  /** One sentence for people who choose a trainer. */
  readonly description: string;
  readonly task: "classification";
  /** Strict, every parameter with a default, a range and a description. */
  readonly parameters: Parameters;
  /** Shape of what `fit` returns: plain JSON, numbers finite. */
  readonly state: z.ZodType<State>;

  /** Throws `training-diverged` when the parameters lead nowhere. */
  fit(input: FitInput<z.output<Parameters>>): State | Promise<State>;

  /**
   * Makes a fast function of an estimator. Throws a `RangeError` when the
   * state does not have this shape (a damaged file).
   */
  compile(state: State, shape: EstimatorShape): Classifier;
}

export interface FitInput<Params> {
  /** Row-major, `rows * columns` finite numbers. */
  features: Float64Array;
  rows: number;
  columns: number;
  /** One class number per row; every class 0..classCount-1 occurs. */
  labels: Int32Array;
  classCount: number;
  params: Params;
  /** 32 bits; the only source of randomness. */
  seed: number;
  /** Tells how far it is, with any values worth a curve, such as the loss. */
  report?: (step: number, values: Record<string, number>) => void;
  /** Long loops ask now and then; true means: return early, the result is thrown away. */
  shouldStop?: () => boolean;
}

export interface EstimatorShape {
  columns: number;
  classCount: number;
}

/**
 * Reads one row of features, writes one probability per class (they add up to
 * 1, or are NaN when the row is beyond what the numbers can carry), and
 * returns the predicted class, whose probability none exceeds.
 */
export type Classifier = (row: Float64Array, probabilities: Float64Array) => number;
