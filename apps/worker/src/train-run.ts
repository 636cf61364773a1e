import { AppError, chooseTrainer, type Params, readSetup, scoreOf } from "@rookery/contracts";
import type { JobContext } from "@rookery/queue";
import { getSampler } from "@rookery/search";
import { type Claim, forgetReports, observe } from "@rookery/tracking";
import type { TrainInput, TrainResult } from "@rookery/training-threads";
import type { Arrival } from "./arrivals.ts";
import { drawParams } from "./draw-params.ts";
import { createProgressRecorder } from "./progress-recorder.ts";
import type { RunLog } from "./run-log.ts";
import type { WorkerDeps } from "./start-worker.ts";
import type { SweepFacts } from "./sweep-cache.ts";
import type { SweepHistories } from "./sweep-histories.ts";

export interface TrainDeps extends WorkerDeps {
  workerId: string;
  histories: SweepHistories;
}

export interface Training {
  claim: Claim;
  round: number;
  facts: SweepFacts;
  log: RunLog;
  job: JobContext;
  arrival: Arrival;
  signal: AbortSignal;
}

/**
 * Trains a claimed run. Its parameters are drawn no sooner than a thread is
 * free for it, so that the sampler knows how the runs before came out.
 */
export async function trainRun(deps: TrainDeps, training: Training): Promise<TrainResult> {
  const { database, pool, logger } = deps;
  const { claim, round, facts, log, arrival, signal } = training;
  const { spec } = facts;
  const { sampler, objective, pruner, validation, runTimeoutMs: timeoutMs } = spec;
  const history = getSampler(sampler.name).learns
    ? deps.histories.get({ sweepId: claim.sweepId, round, spec })
    : null;

  const progress = createProgressRecorder({ database, logger, claim, spec });
  const watch = { objective, pruner, listen: progress.listen };
  const prepare = async (): Promise<TrainInput> => {
    // What an earlier attempt reported would be taken for this one's.
    if (claim.attempt > 1) await forgetReports(database, claim);
    const params =
      claim.isDrawn || !history ? claim.params : await drawParams(deps, claim, { spec, history });
    const task = await describeTask(deps, training, params);
    return { ...task, program: { runId: claim.runId, log: log.add, ...watch } };
  };

  // Folds are kept with the run; without a pruner nobody waits for them.
  const isWatched = pruner.name !== "none" || validation.kind === "hold-out";
  let result: TrainResult | undefined;
  try {
    const limits = { timeoutMs, memoryMb: spec.runMemoryMb, signal };
    await arrival.turn();
    const trained = pool.train(prepare, limits, isWatched ? watch : undefined);
    arrival.leave();
    result = await trained;
    // In the same turn of the event loop, so before the next run's draw has read anything.
    history?.note(claim.number, score(result, facts));
    return result;
  } catch (error) {
    if (!signal.aborted && AppError.findIn(error)?.retryable === false) {
      history?.note(claim.number, observe("failed", null));
    }
    throw error;
  } finally {
    await progress.flush().catch(async (error) => {
      await result?.output?.remove();
      throw error;
    });
  }
}

async function describeTask(
  { tables, workerId }: TrainDeps,
  { claim, facts, log, job }: Training,
  params: Params,
): Promise<TrainInput> {
  const { spec, datasetVersionId, datasetHash } = facts;
  log.add(`attempt ${claim.attempt} on ${workerId}: ${JSON.stringify(params)}`);
  if (!claim.isDrawn) void job.updatePayload({ params });
  const choice = chooseTrainer(spec.trainers, params);
  return {
    table: await tables.get(datasetVersionId, [...spec.features, spec.target]),
    datasetHash,
    spec: { ...readSetup(spec), trainer: choice.trainer },
    params: choice.params,
    keepModel: spec.keepModels === "all",
  };
}

/** A result as the sweep's sampler will see it once it is recorded. */
function score({ evaluation }: TrainResult, { spec: { objective } }: SweepFacts) {
  const value = evaluation.metrics[objective.metric];
  return observe(
    evaluation.stoppedAt === null ? "succeeded" : "pruned",
    Number.isFinite(value) ? scoreOf(objective.direction, value as number) : null,
  );
}
