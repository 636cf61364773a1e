import {
  AppError,
  encodeMetrics,
  type RunError,
  type RunJob,
  type TerminalRunState,
} from "@rookery/contracts";
import type { JobContext, JobOutcome } from "@rookery/queue";
import {
  type Claim,
  claimRun,
  endCancelledRun,
  finishRun,
  releaseRun,
  stopFailingSweep,
} from "@rookery/tracking";
import type { TrainResult } from "@rookery/training";
import type { WorkerDeps } from "./deps.ts";
import type { HeldRuns } from "./held-runs.ts";
import { createRunLog, type RunLog } from "./run-log.ts";
import type { SelfExclusion } from "./self-exclusion.ts";
import { type RunFile, storeRunFiles } from "./store-run-files.ts";
import type { SweepCache, SweepFacts } from "./sweep-cache.ts";

/** How soon to look again after a part was away, and up to twice that. */
const outageMs = 2_000;

type RunDelivery = Pick<RunJob, "runId" | "round">;

export interface RunProcessorDeps extends WorkerDeps {
  workerId: string;
  sweeps: SweepCache;
  heldRuns: HeldRuns;
  selfExclusion: SelfExclusion;
}

/**
 * One job: claim the run, train on a thread, upload the files, record the
 * result. However it ends, exactly one of these happens:
 *
 * - nothing to claim: somebody else saw to the run, or it ends with its sweep;
 * - the run ends in a terminal state, recorded under this attempt;
 * - this attempt failed on something that may pass: the run goes back to
 *   `queued` and the error goes to the queue, which tries again;
 * - PostgreSQL or the artifact store is away: the run goes back and the job is
 *   postponed, for as long as that takes, without using up a try;
 * - the worker stops, or the sweep was paused: the run goes back;
 * - a newer attempt took over: whatever this one produced changes nothing.
 *
 * A run that could not be given back, because PostgreSQL is away, is taken up
 * again by the postponed job or given back by `releaseForgottenRuns`.
 */
export function createRunProcessor(deps: RunProcessorDeps) {
  const { artifacts, logger } = deps;
  let storeWasAway = false;

  /** Whoever found the store away looks before it trains for nothing again. */
  async function awaitStore(): Promise<void> {
    if (!storeWasAway) return;
    await artifacts.ping();
    storeWasAway = false;
  }

  return async function processRun(run: RunDelivery, job: JobContext): Promise<JobOutcome> {
    try {
      await awaitStore();
      await attemptRun(deps, run, job);
    } catch (error) {
      if (job.signal.aborted || !isOutage(error)) throw error;
      storeWasAway = true;
      logger.warn(
        { err: error, runId: run.runId },
        "a part is away; the run will be taken up again",
      );
      return { postponeMs: outageMs * (1 + Math.random()) };
    }
  };
}

async function attemptRun(deps: RunProcessorDeps, run: RunDelivery, job: JobContext) {
  const { database, workerId, heldRuns, logger } = deps;
  const startedAt = performance.now();
  const claim = await claimRun(database, { ...run, workerId });
  if (!claim) return await endCancelledRun(database, run.runId);
  const log = createRunLog(job.log);
  await heldRuns.hold(claim, async (unwanted) => {
    try {
      const facts = await deps.sweeps.get(claim.sweepId);
      log.add(`attempt ${claim.attempt} on ${workerId}: ${JSON.stringify(claim.params)}`);
      const signal = AbortSignal.any([unwanted, job.signal]);
      const result = await train(deps, claim, facts, signal);
      await recordSuccess(deps, { claim, facts, result, log, startedAt });
    } catch (error) {
      await recordFailure(deps, { claim, error, job, log });
    } finally {
      await log.flush();
    }
  });
  logger.debug({ runId: claim.runId, attempt: claim.attempt }, "run done");
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
    { timeoutMs: spec.runTimeoutMs, memoryMb: spec.runMemoryMb, signal },
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
  { database, artifacts, logger, selfExclusion }: RunProcessorDeps,
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
  else await selfExclusion.judge({ failed: false });
}

interface Failure {
  claim: Claim;
  error: unknown;
  job: JobContext;
  log: RunLog;
}

async function recordFailure(
  deps: RunProcessorDeps,
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
  await deps.selfExclusion.judge({ failed: true });
  if (await stopFailingSweep(database, claim.sweepId)) {
    logger.warn({ sweepId: claim.sweepId }, "too many runs failed; the sweep stops");
  }
  throw error;
}

/** Counted in PostgreSQL, because the queue may have lost count. */
async function hasTriesLeft({ sweeps }: RunProcessorDeps, { sweepId, tries }: Claim) {
  const { spec } = await sweeps.get(sweepId);
  return tries + 1 < spec.runAttempts;
}

const isOutage = (error: unknown) => AppError.findIn(error)?.code === "unavailable";

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
