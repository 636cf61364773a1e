import { workerData } from "node:worker_threads";
import { AppError, type Metric } from "@rookery/contracts";
import {
  decodeModel,
  encodeModel,
  evaluateModel,
  evaluateRun,
  findColumn,
  findTrainer,
  fitModel,
  splitTestRows,
} from "@rookery/learning";
import { loadTrainers, type TrainerModules } from "@rookery/trainer-kit";
import { prepareProgram, scoreProgram } from "./command/program-tasks.ts";
import type { RefitResult, RefitTask, Task, TaskResult, TrainResult, TrainTask } from "./tasks.ts";
import { tellProgress } from "./tell-progress.ts";
import { type Outcome, packError } from "./thread-outcome.ts";

const trainers = workerData as TrainerModules | undefined;
/** A module that was fine when the process began may be gone or broken now. */
const trainersLoaded = trainers
  ? loadTrainers(trainers).then(
      () => null,
      (error: unknown) => error,
    )
  : null;

/**
 * The training thread's entry. It owns no connection, and its only
 * I/O is in the private directories of programs. Errors
 * are answered as values, because only plain data crosses threads intact.
 */
export async function runTask(task: Task): Promise<Outcome<TaskResult>> {
  const problem = await trainersLoaded;
  if (problem) return { ok: false, error: packError(problem) };
  try {
    return { ok: true, value: await perform(task) };
  } catch (error) {
    return { ok: false, error: packError(error) };
  }
}

async function perform(task: Task): Promise<TaskResult> {
  switch (task.kind) {
    case "train":
      return await train(task);
    case "refit":
      return await refit(task);
    case "prepare":
      await prepareProgram(task);
      return null;
    case "score":
      return await scoreProgram(task);
  }
}

async function train(task: TrainTask): Promise<TrainResult> {
  const startedAt = performance.now();
  const { table, params, spec, progress } = task;
  const evaluation = await evaluateRun({
    table,
    params,
    ...spec,
    ...(progress && {
      objective: progress.objective.metric as Metric,
      onProgress: tellProgress(progress),
    }),
  });
  const fitStartedAt = performance.now();
  const model = task.keepModel && evaluation.stoppedAt === null ? await fit(task) : null;
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

async function refit(task: RefitTask): Promise<RefitResult> {
  const model = task.model ?? (await fit(task));
  const decoded = decodeModel(model);
  const { heldOut } = splitTestRows({ table: task.table, task: decoded.task, ...task.spec });
  const test = heldOut.length > 0 ? evaluateModel(decoded, task.table, heldOut) : null;
  return { model, test, incumbent: task.incumbent === null ? null : compare(task, heldOut) };
}

async function fit({ table, datasetHash, spec, params }: TrainTask | RefitTask): Promise<string> {
  return encodeModel(await fitModel({ table, params, datasetVersion: datasetHash, ...spec }));
}

function compare(
  { table, datasetHash, spec, incumbent }: RefitTask,
  heldOut: Int32Array,
): RefitResult["incumbent"] {
  if (heldOut.length === 0) return { incomparable: "no rows were held out to compare on." };
  try {
    const model = decodeModel(incumbent as string);
    if (model.target !== spec.target) {
      return { incomparable: `it predicts ${model.target}, not ${spec.target}.` };
    }
    if (model.task !== findTrainer(spec.trainer).task) {
      return { incomparable: `it is a ${model.task} model.` };
    }
    const lacking = model.features.find(({ name }) => !findColumn(table, name));
    if (lacking)
      return { incomparable: `it needs ${lacking.name}, which this dataset does not have.` };
    const { seed, testFraction } = model.split;
    const isSameSplit = seed === spec.seed && testFraction === spec.testFraction;
    const mayKnowRows = model.datasetVersion !== datasetHash || !isSameSplit;
    return { ...evaluateModel(model, table, heldOut), mayKnowRows };
  } catch (error) {
    if (error instanceof AppError) return { incomparable: error.message };
    throw error;
  }
}
