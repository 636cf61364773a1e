import { AppError, encodeMetrics, type RunError, type TerminalRunState } from "@rookery/contracts";
import type { JobContext } from "@rookery/queue";
import { type Claim, finishRun, releaseRun, stopFailingSweep } from "@rookery/tracking";
import type { TrainResult } from "@rookery/training-threads";
import type { RunLog } from "./run-log.ts";
import type { SelfExclusion } from "./self-exclusion.ts";
import type { WorkerDeps } from "./start-worker.ts";
import { type RunFile, storeRunFiles } from "./store-run-files.ts";
import type { SweepCache, SweepFacts } from "./sweep-cache.ts";

export interface RecordDeps extends WorkerDeps {
  sweeps: SweepCache;
  selfExclusion: SelfExclusion;
}

export interface Trained {
  claim: Claim;
  facts: SweepFacts;
  result: TrainResult;
  log: RunLog;
  startedAt: number;
}

/**
 * Keeps what a training came to: of a pruned run what it had measured by then. A
 * run that came to its end without a finite objective has failed; the error says
 * so, and is for the queue.
 */
export async function recordResult(
  deps: RecordDeps,
  { claim, facts, result, log, startedAt }: Trained,
): Promise<AppError | null> {
  const { database, artifacts, logger, selfExclusion } = deps;
  const { evaluation, model, timings, output } = result;
  const { metrics, report, stoppedAt } = evaluation;
  const { metric } = facts.spec.objective;
  const value = metrics[metric] ?? Number.NaN;
  const failure = stoppedAt === null ? findFlaw(metric, value) : null;
  if (stoppedAt !== null) log.add(`pruned at step ${stoppedAt}`);
  log.add(`metrics ${JSON.stringify(encodeMetrics(metrics))}`);
  if (failure) log.add(`${failure.code}: ${failure.message}`);
  const stored = await storeRunFiles(artifacts, claim, [
    ...(output?.files ?? []),
    ...(model === null ? [] : [jsonFile("model.json", model)]),
    ...(report === null ? [] : [jsonFile("evaluation.json", JSON.stringify(report))]),
    logFile(log),
  ]);
  const { fenced } = await finishRun(database, {
    ...claim,
    ...(failure
      ? { state: "failed", error: describeError(failure) }
      : { state: stoppedAt === null ? "succeeded" : "pruned", objectiveValue: value }),
    metrics,
    folds: evaluation.folds.map((fold, index) => ({
      fold: index,
      trainRows: fold.trainingRowCount,
      validationRows: fold.validationRowCount,
      metrics: encodeMetrics(fold.metrics),
    })),
    timings: { ...timings, totalMs: performance.now() - startedAt },
    artifacts: stored,
  });
  if (fenced) logger.info({ ...claim }, "a newer attempt owns this run; the result is dropped");
  else await selfExclusion.judge({ failed: false });
  if (fenced || failure === null) return null;
  await stopIfFailing(deps, claim);
  return failure;
}

function findFlaw(metric: string, value: number): AppError | null {
  if (Number.isFinite(value)) return null;
  return new AppError(
    "training-failed",
    `Its ${metric} is ${value}. The sweep goes by it, and it is no finite number.`,
  );
}

export interface Failure {
  claim: Claim;
  error: unknown;
  job: JobContext;
  log: RunLog;
}

/** Gives the run back, or ends it, by what went wrong; see `createRunProcessor`. */
export async function recordFailure(
  deps: RecordDeps,
  { claim, error, job, log }: Failure,
): Promise<void> {
  const { database, artifacts, logger } = deps;
  const described = describeError(error);
  if (job.signal.aborted) {
    await releaseRun(database, { ...claim, as: "released" });
    throw error;
  }
  if (described.code === "run-paused") {
    await releaseRun(database, { ...claim, as: "released" });
    return;
  }
  if (isOutage(error)) {
    await releaseRun(database, { ...claim, as: "released", error: described });
    throw error;
  }
  const mayPass = AppError.findIn(error)?.retryable ?? true;
  if (mayPass && (await hasTriesLeft(deps, claim))) {
    logger.warn({ err: error, ...claim }, "the attempt failed; the run will be tried again");
    await releaseRun(database, { ...claim, as: "failed", error: described });
    await deps.selfExclusion.judge({ failed: true });
    throw error;
  }
  log.add(`${described.code}: ${described.message}`);
  const stored = await storeRunFiles(artifacts, claim, [logFile(log)]).catch((cause) => {
    logger.warn({ err: cause, ...claim }, "the log of a failed run could not be kept");
    return [];
  });
  const state = terminalState(described.code);
  const { fenced } = await finishRun(database, {
    ...claim,
    state,
    error: described,
    artifacts: stored,
  });
  if (fenced || state === "cancelled") return;
  // What would fail on any machine says nothing about this one.
  if (mayPass) await deps.selfExclusion.judge({ failed: true });
  await stopIfFailing(deps, claim);
  throw error;
}

async function stopIfFailing({ database, logger }: RecordDeps, { sweepId }: Claim) {
  if (await stopFailingSweep(database, sweepId)) {
    logger.warn({ sweepId }, "too many runs failed; the sweep stops");
  }
}

/** Counted in PostgreSQL, because the queue may have lost count. */
async function hasTriesLeft({ sweeps }: RecordDeps, { sweepId, tries }: Claim) {
  const { spec } = await sweeps.get(sweepId);
  return tries + 1 < spec.runAttempts;
}

export const isOutage = (error: unknown) => AppError.findIn(error)?.code === "unavailable";

function terminalState(code: string): TerminalRunState {
  if (code === "run-timed-out") return "timed-out";
  if (code === "run-cancelled") return "cancelled";
  return "failed";
}

function describeError(error: unknown): RunError {
  const known = AppError.findIn(error);
  if (known) {
    const { code, message, hint, stack } = known;
    return { code, message: hint ? `${message} ${hint}` : message, ...(stack && { stack }) };
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return { code: "internal", message, ...(stack && { stack }) };
}

const jsonFile = (path: string, content: string): RunFile => ({
  path,
  contentType: "application/json",
  content,
});

const logFile = (log: RunLog): RunFile => ({
  path: "run.log",
  contentType: "text/plain; charset=utf-8",
  content: log.text(),
});
