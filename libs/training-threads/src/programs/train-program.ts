import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";
import { AppError } from "@rookery/contracts";
import type { CommandTrainer, RunEvaluation } from "@rookery/learning";
import type { TrainResult, TrainTask } from "../tasks.ts";
import { collectOutput } from "./collect-output.ts";
import { followProgram, type ProgramListener } from "./follow-program.ts";
import { programEnv } from "./program-env.ts";
import { type ProgramFiles, programFiles } from "./program-files.ts";
import { createProgramLog } from "./program-log.ts";
import type { PrepareTask, ProgramScore, ScoreTask } from "./program-tasks.ts";
import { runProgram } from "./run-program.ts";

/** What a program needs to know, and who hears of it. */
export interface ProgramContext extends ProgramListener {
  runId: string;
  /** The run's log. */
  log: (line: string) => void;
}

export interface ProgramTraining {
  trainer: CommandTrainer;
  task: Omit<TrainTask, "kind" | "progress">;
  context: ProgramContext;
  memoryMb?: number | undefined;
  /** Ends the program; what has to be thrown then is the caller's business. */
  signal: AbortSignal;
  /** Work on tables, off the event loop. */
  prepare(task: PrepareTask): Promise<void>;
  score(task: ScoreTask): Promise<ProgramScore>;
}

/**
 * A run of a command trainer: a private directory is filled, the program runs in
 * it once, and what it predicted is measured as for every other trainer. The
 * directory goes with the result's `output`, or at once when the run fails.
 */
export async function trainProgram(training: ProgramTraining): Promise<TrainResult> {
  const directory = await mkdtemp(join(tmpdir(), "rookery-run-"));
  const remove = () => rm(directory, { recursive: true, force: true, maxRetries: 3 });
  try {
    return await trainIn(training, directory, remove);
  } catch (error) {
    await remove();
    throw error;
  }
}

async function trainIn(
  training: ProgramTraining,
  directory: string,
  remove: () => Promise<void>,
): Promise<TrainResult> {
  const { trainer, context } = training;
  const { table, datasetHash, spec, params } = training.task;
  const startedAt = performance.now();
  const files = programFiles(directory);
  await mkdir(files.output, { mode: 0o700 });
  const shared = { table, datasetHash, spec, task: trainer.task, files };
  await training.prepare({ ...shared, kind: "prepare", params, objective: context.objective });

  const programStartedAt = performance.now();
  const reports = await execute(training, files);
  const fitMs = performance.now() - programStartedAt;
  const stoppedAt = reports.stoppedAt();
  const { measured, model, rowCounts } =
    stoppedAt === null ? await training.score({ ...shared, kind: "score" }) : nothing;
  const metrics =
    stoppedAt === null ? finalMetrics(context, reports.final(), measured) : reports.latest();
  if (stoppedAt === null && !measured) context.log("metrics are those the program reported");
  const trainMs = performance.now() - startedAt;
  return {
    evaluation: {
      metrics,
      folds: measured?.folds ?? [],
      report: measured?.report ?? null,
      stoppedAt,
      fitMs,
      totalMs: trainMs,
      rowCounts,
    },
    model,
    timings: { fitMs, trainMs },
    output: { files: await collectOutput(files.output, context.log), remove },
  };
}

/** What is left of a pruned run. */
const nothing: ProgramScore = {
  measured: null,
  model: null,
  rowCounts: { training: 0, test: 0, missingTarget: 0 },
};

async function execute(training: ProgramTraining, files: ProgramFiles) {
  const { trainer, context, memoryMb, signal } = training;
  const { params, spec } = training.task;
  const pruned = new AbortController();
  const reports = followProgram(context, () => pruned.abort());
  const log = createProgramLog(context.log);
  const code = await runProgram({
    command: trainer.command,
    cwd: trainer.cwd ?? process.cwd(),
    env: programEnv({ trainer, files, params, runId: context.runId, seed: spec.seed }),
    memoryMb,
    signal: AbortSignal.any([signal, pruned.signal]),
    onLine: (stream, line) => {
      const complain = (complaint: string) => log.add("stdout", complaint);
      if (stream !== "stdout" || !reports.hear(line, complain)) log.add(stream, line);
    },
  }).catch((cause) => {
    throw new AppError("training-failed", `The program of ${trainer.name} cannot be started.`, {
      cause,
    });
  });
  log.close();
  signal.throwIfAborted();
  if (code !== 0 && reports.stoppedAt() === null) throw failed(code, log.quote());
  return reports;
}

/** What Rookery measures has its names to itself. */
function finalMetrics(
  { objective: { metric } }: ProgramContext,
  reported: Record<string, number>,
  measured: Pick<RunEvaluation, "metrics"> | null,
): Record<string, number> {
  const metrics = { ...reported, ...measured?.metrics };
  if (metrics[metric] !== undefined) return metrics;
  throw new AppError(
    "training-failed",
    `The program neither wrote predictions.csv nor reported ${metric}.`,
    {
      hint: `Write predictions for the validation rows, or print {"metrics": {"${metric}": ...}}.`,
    },
  );
}

function failed(code: number, said: string): AppError {
  const signal = Object.entries(constants.signals).find(([, number]) => number === code - 128)?.[0];
  const how = signal === undefined ? `exit code ${code}` : `signal ${signal}`;
  const quote = said === "" ? "It wrote nothing to stderr." : `The end of its stderr:\n${said}`;
  return new AppError("training-failed", `The program ended with ${how}. ${quote}`);
}
