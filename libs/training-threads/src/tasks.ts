import type { Params, RunTimings, SweepSetup } from "@rookery/contracts";
import type { ModelEvaluation, RunEvaluation, Table } from "@rookery/learning";
import type { OutputFile } from "./programs/collect-output.ts";
import type { PrepareTask, ProgramScore, ScoreTask } from "./programs/program-tasks.ts";
import type { ProgressLine } from "./progress/progress.ts";

/** What a training thread needs to know about the sweep; a subset of its spec. */
export interface TrainingSpec extends SweepSetup {
  trainer: string;
}

interface TaskInput {
  table: Table;
  /** Content hash of the dataset version. */
  datasetHash: string;
  spec: TrainingSpec;
  params: Params;
}

/** Cross-validate a combination and, when asked, also fit a model on all training rows. */
export interface TrainTask extends TaskInput {
  kind: "train";
  keepModel: boolean;
  /** Where to tell how it goes; without, nobody wants to know. */
  progress?: ProgressLine | undefined;
}

export interface TrainResult {
  evaluation: RunEvaluation;
  /** The model file's bytes; null also when the run was pruned. */
  model: string | null;
  timings: Omit<RunTimings, "totalMs">;
  /** What a program left behind; whoever has stored it removes it. */
  output?: { files: OutputFile[]; remove(): Promise<void> };
}

/** Fit the winner on all training rows and measure it, and the incumbent, on the test rows. */
export interface RefitTask extends TaskInput {
  kind: "refit";
  /** The model file an alias points at, to be measured on the same rows. */
  incumbent: string | null;
  /** The winner's model file where a program has written it; nothing is fitted then. */
  model?: string;
}

export interface IncumbentEvaluation extends ModelEvaluation {
  /** Trained on other data or another split, so perhaps on some of these rows. */
  mayKnowRows: boolean;
  /** Where it would refuse some of the rows: the winner on the others, on which both are measured. */
  winner?: ModelEvaluation;
}

export interface RefitResult {
  model: string;
  /** `null` when no rows were held out. */
  test: ModelEvaluation | null;
  incumbent: IncumbentEvaluation | { incomparable: string } | null;
}

export type TaskResult = TrainResult | RefitResult | ProgramScore | null;

export type Task = TrainTask | RefitTask | PrepareTask | ScoreTask;
