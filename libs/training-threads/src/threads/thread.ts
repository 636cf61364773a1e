import { workerData } from "node:worker_threads";
import { AppError, type Metric, type ModelFile } from "@rookery/contracts";
import {
  decodeModel,
  encodeModel,
  evaluateModel,
  evaluateRun,
  findColumn,
  findTakenRows,
  fitModel,
  type ModelEvaluationInput,
  splitTestRows,
  type Trainers,
} from "@rookery/learning";
import { type LoadedTrainers, loadTrainers, type TrainerModules } from "@rookery/trainer-kit";
import { prepareProgram, scoreProgram } from "../programs/program-tasks.ts";
import { tellProgress } from "../progress/tell-progress.ts";
import type { RefitResult, RefitTask, Task, TaskResult, TrainResult, TrainTask } from "../tasks.ts";
import { type Outcome, packError } from "./thread-outcome.ts";

/** What a trainer throws without a code is a failed training: trying again changes nothing. */
const unexpected = "training-failed";

/** A module that was fine when the process began may be gone or broken now. */
const loading: Promise<Outcome<LoadedTrainers>> = loadTrainers(workerData as TrainerModules).then(
  (value) => ({ ok: true, value }),
  (error: unknown) => ({ ok: false, error: packError(error, unexpected) }),
);

/**
 * The training thread's entry. It owns no connection, and its only
 * I/O is in the private directories of programs. Errors
 * are answered as values, because only plain data crosses threads intact.
 */
export async function runTask(task: Task): Promise<Outcome<TaskResult>> {
  const trainers = await loading;
  if (!trainers.ok) return trainers;
  try {
    return { ok: true, value: await perform(task, trainers.value) };
  } catch (error) {
    return { ok: false, error: packError(error, unexpected) };
  }
}

async function perform(task: Task, trainers: Trainers): Promise<TaskResult> {
  switch (task.kind) {
    case "train":
      return await train(task, trainers);
    case "refit":
      return await refit(task, trainers);
    case "prepare":
      await prepareProgram(task);
      return null;
    case "score":
      return await scoreProgram(task, trainers);
  }
}

async function train(task: TrainTask, trainers: Trainers): Promise<TrainResult> {
  const startedAt = performance.now();
  const { table, params, spec, progress } = task;
  const evaluation = await evaluateRun({
    table,
    params,
    ...spec,
    trainer: trainers.findFitting(spec.trainer),
    ...(progress && {
      objective: progress.objective.metric as Metric,
      onProgress: tellProgress(progress),
    }),
  });
  const fitStartedAt = performance.now();
  const model = task.keepModel && evaluation.stoppedAt === null ? await fit(task, trainers) : null;
  const endedAt = performance.now();
  return {
    evaluation,
    model,
    timings: {
      fitMs: evaluation.fitMs + (model === null ? 0 : endedAt - fitStartedAt),
      trainMs: endedAt - startedAt,
    },
  };
}

async function refit(task: RefitTask, trainers: Trainers): Promise<RefitResult> {
  const model = task.model ?? (await fit(task, trainers));
  const decoded = decodeModel(model, trainers);
  const { heldOut } = splitTestRows({ table: task.table, task: decoded.task, ...task.spec });
  const rows = { trainers, table: task.table, rows: heldOut };
  const test = heldOut.length > 0 ? evaluateModel(decoded, rows) : null;
  return { model, test, incumbent: task.incumbent === null ? null : compare(task, decoded, rows) };
}

async function fit(
  { table, datasetHash, spec, params }: TrainTask | RefitTask,
  trainers: Trainers,
): Promise<string> {
  const trainer = trainers.findFitting(spec.trainer);
  const input = { ...spec, table, trainer, params, datasetVersion: datasetHash };
  return encodeModel(await fitModel(input));
}

function compare(
  { datasetHash, spec, incumbent }: RefitTask,
  winner: ModelFile,
  input: ModelEvaluationInput,
): RefitResult["incumbent"] {
  const { trainers, table, rows } = input;
  if (rows.length === 0) return { incomparable: "no rows were held out to compare on." };
  try {
    const model = decodeModel(incumbent as string, trainers);
    if (model.target !== spec.target) {
      return { incomparable: `it predicts ${model.target}, not ${spec.target}.` };
    }
    if (model.task !== trainers.find(spec.trainer).task) {
      return { incomparable: `it is a ${model.task} model.` };
    }
    const lacking = model.features.find(({ name }) => !findColumn(table, name));
    if (lacking)
      return { incomparable: `it needs ${lacking.name}, which this dataset does not have.` };
    const { seed, testFraction } = model.split;
    const isSameSplit = seed === spec.seed && testFraction === spec.testFraction;
    const mayKnowRows = model.datasetVersion !== datasetHash || !isSameSplit;
    const taken = findTakenRows(table, model.features, rows);
    if (taken.length === rows.length) return { ...evaluateModel(model, input), mayKnowRows };
    if (taken.length === 0) return { incomparable: "it refuses the categories of every test row." };
    const answered = { ...input, rows: taken };
    return {
      ...evaluateModel(model, answered),
      mayKnowRows,
      winner: evaluateModel(winner, answered),
    };
  } catch (error) {
    if (error instanceof AppError) return { incomparable: error.message };
    throw error;
  }
}
