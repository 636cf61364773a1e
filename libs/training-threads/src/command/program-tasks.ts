import { readFile, writeFile } from "node:fs/promises";
import { AppError, type Params, type SweepSpec, type Task } from "@rookery/contracts";
import {
  decodeModel,
  encodeModel,
  evaluatePredictions,
  type ProgramRunPlan,
  planProgramRun,
  type RunEvaluation,
  type Table,
  type Trainers,
} from "@rookery/learning";
import type { TrainingSpec } from "../tasks.ts";
import { type CommandFiles, foldColumn, modelName, rowColumn } from "./command-files.ts";
import { readPredictions } from "./read-predictions.ts";
import { writeData } from "./write-data.ts";

/** The work on tables around a program, done on a training thread. */
interface ProgramTask {
  table: Table;
  datasetHash: string;
  spec: TrainingSpec;
  /** Of the trainer. */
  task: Task;
  files: CommandFiles;
}

/** Writes what the program reads. */
export interface PrepareTask extends ProgramTask {
  kind: "prepare";
  params: Params;
  objective: SweepSpec["objective"];
}

/** Measures what it left behind. */
export interface ScoreTask extends ProgramTask {
  kind: "score";
}

export interface ProgramScore {
  /** `null` when the program wrote no predictions. */
  measured: Pick<RunEvaluation, "metrics" | "folds" | "report"> | null;
  /** The model file, if it wrote one. */
  model: string | null;
  rowCounts: RunEvaluation["rowCounts"];
}

export async function prepareProgram(task: PrepareTask): Promise<void> {
  const { table, spec, params, objective, files } = task;
  const plan = planOf(task);
  const { target, features, validation, seed } = spec;
  const columns = [...features, target];
  const kinds = new Map(table.columns.map(({ name, kind }) => [name, kind]));
  await writeJson(files.params, params);
  await writeJson(files.spec, {
    task: task.task,
    target,
    ...(plan.target.task === "classification" && { classes: plan.target.classes }),
    columns: columns.map((name) => ({ name, kind: kinds.get(name) })),
    features,
    rowColumn,
    foldColumn,
    folds: plan.validation.length,
    predictionColumns: plan.predictionColumns,
    objective,
    validation,
    seed,
    model: plan.model,
  });
  await writeData(files.data, { table, columns, rows: plan.test.training, foldOf: plan.foldOf });
}

export async function scoreProgram(task: ScoreTask, trainers: Trainers): Promise<ProgramScore> {
  const { table, files } = task;
  const plan = planOf(task);
  const predictions = await readPredictions(files.predictions, {
    columns: plan.predictionColumns,
    rowCount: table.rowCount,
  });
  const { training, heldOut, target } = plan.test;
  return {
    measured: predictions && evaluatePredictions(plan, predictions),
    model: await readModel(files.model, plan, trainers),
    rowCounts: {
      training: training.length,
      test: heldOut.length,
      missingTarget: target.missingRowCount,
    },
  };
}

const planOf = ({ table, task, spec, datasetHash }: ProgramTask): ProgramRunPlan =>
  planProgramRun({ ...spec, table, task, datasetVersion: datasetHash });

/** It must be what Rookery would have written, save for `trainer`, `estimator`, `features` and `environment`. */
async function readModel(
  file: string,
  plan: ProgramRunPlan,
  trainers: Trainers,
): Promise<string | null> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
  try {
    const model = decodeModel(text, trainers);
    const { features, environment, ...fixed } = plan.model;
    for (const [key, value] of Object.entries(fixed)) {
      const given = model[key as keyof typeof model];
      if (JSON.stringify(given) !== JSON.stringify(value)) {
        throw new AppError("training-failed", `its ${key} is not that of spec.json`);
      }
    }
    const known = new Set(features.map(({ name, kind }) => `${kind} ${name}`));
    const stranger = model.features.find(({ name, kind }) => !known.has(`${kind} ${name}`));
    if (stranger) throw new AppError("training-failed", `it has a strange input ${stranger.name}`);
    return encodeModel(model);
  } catch (cause) {
    if (!(cause instanceof AppError)) throw cause;
    const issue = cause.issues[0];
    const place = issue ? ` (${issue.field}: ${issue.message})` : "";
    throw new AppError(
      "training-failed",
      `${modelName} cannot be served: ${cause.message}${place}`,
      {
        hint: `Write the parts that spec.json gives under "model", with trainer and estimator added, or name the file otherwise.`,
        cause,
      },
    );
  }
}

async function writeJson(file: string, value: unknown): Promise<void> {
  await writeFile(file, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
}
