import type { FittedFeature, RareClasses, Task, Validation } from "@rookery/contracts";
import type { FeatureOptions } from "../features/fit-features.ts";
import { describeEnvironment } from "../model/environment.ts";
import { fitPipeline } from "../model/fit-estimator.ts";
import { planSplits, type SplitPlan } from "../tables/plan-splits.ts";
import type { Target } from "../tables/read-target.ts";
import type { Table } from "../tables/table.ts";

export interface ProgramRunInput extends FeatureOptions {
  table: Table;
  task: Task;
  target: string;
  features: readonly string[];
  rareClasses?: RareClasses | undefined;
  validation: Validation;
  testFraction: number;
  /** 32 bits. */
  seed: number;
  /** Content hash of the dataset version. */
  datasetVersion: string;
}

/** What a command trainer's program is told about a run, and judged by. */
export interface ProgramRunPlan extends SplitPlan {
  task: Task;
  target: Target;
  /** Per row of the table: the fold that validates it, -1 for rows that are only learnt from or not seen. */
  foldOf: Int32Array;
  /** What predictions consist of: a probability per class, or one number. */
  predictionColumns: readonly string[];
  /** A model file without `trainer` and `estimator`: the features as fitted on all training rows. */
  model: ReturnType<typeof draftModel>;
}

/** Throws `sweep-invalid` as a run in this process would. */
export function planProgramRun(input: ProgramRunInput): ProgramRunPlan {
  const { table, task } = input;
  const plan = planSplits(input);
  const { target, training } = plan.test;
  const foldOf = new Int32Array(table.rowCount).fill(-1);
  for (const [fold, { heldOut }] of plan.validation.entries()) {
    for (const row of heldOut) foldOf[row] = fold;
  }
  const features = fitPipeline({ ...input, target }, input.features, training);
  return {
    ...plan,
    task,
    target,
    foldOf,
    predictionColumns: target.task === "classification" ? target.classes : ["prediction"],
    model: draftModel(input, { target, features, trainingRowCount: training.length }),
  };
}

function draftModel(
  { datasetVersion, seed, testFraction }: ProgramRunInput,
  fitted: { target: Target; features: FittedFeature[]; trainingRowCount: number },
) {
  const { target, features, trainingRowCount } = fitted;
  return {
    format: "rookery-model/1" as const,
    task: target.task,
    datasetVersion,
    target: target.name,
    ...(target.task === "classification" && { classes: target.classes }),
    features,
    seed,
    split: { seed, testFraction },
    trainingRowCount,
    environment: describeEnvironment(),
  };
}
