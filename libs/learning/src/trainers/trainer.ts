import type { z } from "zod";

/**
 * The seam for learning algorithms. A trainer is one file that exports one
 * `ClassificationTrainer` or `RegressionTrainer`, listed in built-in.ts, and
 * passes the checks in checks/trainer-checks.ts.
 *
 * A trainer sees numbers only: features are already imputed, scaled and
 * one-hot encoded, labels are class numbers. It does no I/O, keeps no state
 * between calls, and given the same input returns the same estimator.
 */
export type Trainer = ClassificationTrainer | RegressionTrainer;

interface TrainerFacts<Parameters extends z.ZodObject, State> {
  readonly name: string;
  /** One sentence for people who choose a trainer. */
  readonly description: string;
  /** The packages that do its work, by name, with the version in use. */
  readonly libraries?: Readonly<Record<string, string>>;
  /** Strict, every parameter with a default, a range and a description. */
  readonly parameters: Parameters;
  /** Shape of what `fit` returns: plain JSON, numbers finite. */
  readonly state: z.ZodType<State>;
  /**
   * Of a linear model: the weight of every column, then the intercept, per
   * class, of the second of two classes alone, or of the number.
   */
  weights?(state: State): number[][];
  /**
   * What a fit needs beside its input, at its peak. Default: nothing worth
   * counting. A sweep that would not fit into memory is refused by it.
   */
  memory?(shape: FitShape, params: z.output<Parameters>): FitMemory;
}

export interface FitShape extends EstimatorShape {
  rows: number;
  /** Columns that hold numbers; all others hold 0 and 1. */
  numberColumns: number;
}

export interface FitMemory {
  /** What `fit` has beside the features and its state. */
  workingBytes: number;
  /** How many numbers the state has, at most. */
  stateNumbers: number;
  /** What they take as text. */
  stateCharacters: number;
}

export interface ClassificationTrainer<
  Parameters extends z.ZodObject = z.ZodObject,
  State = unknown,
> extends TrainerFacts<Parameters, State> {
  readonly task: "classification";

  /** Throws `training-diverged` when the parameters lead nowhere. */
  fit(input: ClassificationInput<z.output<Parameters>, State>): State | Promise<State>;

  /**
   * Makes a fast function of an estimator. Throws a `RangeError` when the
   * state does not have this shape (a damaged file).
   */
  compile(state: State, shape: EstimatorShape): Classifier;
}

export interface RegressionTrainer<Parameters extends z.ZodObject = z.ZodObject, State = unknown>
  extends TrainerFacts<Parameters, State> {
  readonly task: "regression";

  /** Throws `training-diverged` when the parameters lead nowhere. */
  fit(input: RegressionInput<z.output<Parameters>, State>): State | Promise<State>;

  /** As a classification trainer's. */
  compile(state: State, shape: Pick<EstimatorShape, "columns">): Regressor;
}

/** What trainers of every task are given. */
export interface FitInput<Params = unknown, State = unknown> {
  /** Row-major, `rows * columns` finite numbers. */
  features: Float64Array;
  rows: number;
  columns: number;
  params: Params;
  /** 32 bits; the only source of randomness. */
  seed: number;
  /**
   * For iterative trainers, after every step, counted from 1: any values worth
   * a curve, such as the loss, and a way to get the estimator as it is now.
   * It costs next to nothing until somebody wants to know.
   */
  report?: (step: number, values: Record<string, number>, snapshot: () => State) => void;
  /** Long loops ask at every step; true means: return early, the result is thrown away. */
  shouldStop?: () => boolean;
}

export interface ClassificationInput<Params = unknown, State = unknown>
  extends FitInput<Params, State> {
  /** One class number per row; every class 0..classCount-1 occurs. */
  labels: Int32Array;
  classCount: number;
}

export interface RegressionInput<Params = unknown, State = unknown>
  extends FitInput<Params, State> {
  /** One finite number per row. */
  targets: Float64Array;
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

/** Reads one row of features and returns its number; not finite when the row is beyond the model. */
export type Regressor = (row: Float64Array) => number;

/** An estimator that is ready to predict. */
export type Compiled =
  | { task: "classification"; classify: Classifier; classCount: number }
  | { task: "regression"; estimate: Regressor };

/** Throws a `RangeError` when the state does not have this shape. */
export function compileState(trainer: Trainer, state: unknown, shape: EstimatorShape): Compiled {
  if (trainer.task === "regression") {
    return { task: trainer.task, estimate: trainer.compile(state, shape) };
  }
  const { classCount } = shape;
  return { task: trainer.task, classify: trainer.compile(state, shape), classCount };
}
