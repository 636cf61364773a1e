import { AppError, encodeMetrics, type RunError, type TerminalRunState } from "@rookery/contracts";
import type { JobContext } from "@rookery/queue";
import { type Claim, claimRun, endCancelledRun, finishRun, releaseRun } from "@rookery/tracking";
import type { TrainResult } from "@rookery/training";
import type { WorkerDeps } from "./create-worker.ts";
import type { HeldRuns } from "./held-runs.ts";
import { createRunLog, type RunLog } from "./run-log.ts";
import { type RunFile, storeRunFiles } from "./store-run-files.ts";
import type { SweepCache, SweepFacts } from "./sweep-cache.ts";

export interface RunProcessorDeps extends WorkerDeps {
  workerId: string;
  sweeps: SweepCache;
  heldRuns: HeldRuns;
}

/**
 * One job: claim the run, train on a thread, upload the files, record the
 * result. However it ends, exactly one of these happens:
 *
 * - nothing to claim: somebody else saw to the run, or it ends with its sweep;
 * - the run ends in a terminal state, recorded under this attempt;
 * - this attempt failed on something that may pass, or the worker stops: the
 *   run goes back to `queued` and the error goes to the queue, which tries again;
 * - a newer attempt took over: whatever this one produced changes nothing.
 */
export function createRunProcessor(deps: RunProcessorDeps) {
  const { database, workerId, heldRuns, logger } = deps;

  return async function processRun({ runId }: { runId: string }, job: JobContext): Promise<void> {
    const startedAt = performance.now();
    const claim = await claimRun(database, { runId, workerId });
    if (!claim) return await endCancelledRun(database, runId);
    const log = createRunLog(job.log);
    try {
      const facts = await deps.sweeps.get(claim.sweepId);
      log.add(`attempt ${claim.attempt} on ${workerId}: ${JSON.stringify(claim.params)}`);
      const result = await heldRuns.hold(claim, (unwanted) =>
        train(deps, claim, facts, AbortSignal.any([unwanted, job.signal])),
      );
      await recordSuccess(deps, { claim, facts, result, log, startedAt });
    } catch (error) {
      await recordFailure(deps, { claim, error, job, log });
    } finally {
      await log.flush();
    }
    logger.debug({ runId, attempt: claim.attempt }, "run done");
  };
}

async function train(
  { tables, pool }: RunProcessorDeps,
  { params }: Claim,
  { spec, datasetVersionId, datasetHash }: SweepFacts,
  signal: AbortSignal,
): Promise<TrainResult> {
  const table = await tables.get(datasetVersionId, [...spec.features, spec.target]);
  const { target, features, trainer, validation, testFraction, seed } = spec;
  return await pool.train(
    {
      table,
      datasetHash,
      spec: { target, features, trainer, validation, testFraction, seed },
      params,
      keepModel: spec.keepModels === "all",
    },
    { timeoutMs: spec.runTimeoutMs, signal },
  );
}

interface Success {
  claim: Claim;
  facts: SweepFacts;
  result: TrainResult;
  log: RunLog;
  startedAt: number;
}

async function recordSuccess(
  { database, artifacts, logger }: RunProcessorDeps,
  { claim, facts, result, log, startedAt }: Success,
): Promise<void> {
  const { evaluation, model, timings } = result;
  const metrics: Record<string, number> = evaluation.metrics;
  log.add(`metrics ${JSON.stringify(encodeMetrics(metrics))}`);
  const stored = await storeRunFiles(artifacts, claim, [
    ...(model === null ? [] : [jsonFile("model.json", model)]),
    jsonFile("evaluation.json", JSON.stringify({ confusion: evaluation.confusion })),
    logFile(log),
  ]);
  const { fenced } = await finishRun(database, {
    ...claim,
    state: "succeeded",
    metrics,
    objectiveValue: metrics[facts.spec.objective.metric] ?? Number.NaN,
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
}

interface Failure {
  claim: Claim;
  error: unknown;
  job: JobContext;
  log: RunLog;
}

async function recordFailure(
  { database, artifacts, logger }: RunProcessorDeps,
  { claim, error, job, log }: Failure,
): Promise<void> {
  if (job.signal.aborted) {
    await releaseRun(database, claim);
    throw error;
  }
  const described = describeError(error);
  const mayPass = !(error instanceof AppError) || error.retryable;
  if (mayPass && !job.isLastAttempt) {
    logger.warn({ err: error, ...claim }, "the attempt failed; the run will be tried again");
    await releaseRun(database, { ...claim, error: described });
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
  if (!fenced && state !== "cancelled") throw error;
}

function terminalState(code: string): TerminalRunState {
  if (code === "run-timed-out") return "timed-out";
  if (code === "run-cancelled") return "cancelled";
  return "failed";
}

function describeError(error: unknown): RunError {
  if (error instanceof AppError) {
    const { code, message, hint, stack } = error;
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
