import type { ArtifactStore } from "@rookery/artifacts";
import {
  AppError,
  decodeMetric,
  encodeMetrics,
  type MetricValue,
  type RunSummary,
} from "@rookery/contracts";
import { decodeModel, readSignature } from "@rookery/learning";
import {
  decidePromotion,
  findAliasedVersion,
  type Incumbent,
  lockModel,
  moveAlias,
  registerVersion,
  type StoredVersion,
} from "@rookery/registry";
import { finishSweep, type SweepRow } from "@rookery/tracking";
import type { RefitResult } from "@rookery/training";
import type { FinalizerDeps } from "./create-finalizer.ts";

/** How often a promotion that lost a race is judged again at once. */
const maxRaces = 5;

interface Winner {
  sweep: SweepRow;
  best: RunSummary;
  /** Aborted when the finalizer stops. */
  signal: AbortSignal;
}

/**
 * Refits the winner on all training rows, measures it once on the held-out
 * rows and stores the model file; then registers it, decides about the alias
 * and ends the sweep in one transaction. If the alias moved between decision
 * and transaction, everything is judged again against the new holder; if it
 * keeps moving, nothing is recorded.
 */
export async function promoteBest(
  deps: FinalizerDeps,
  winner: Winner,
): Promise<{ recorded: boolean }> {
  for (let race = 0; race < maxRaces; race += 1) {
    if (await judgeAndRecord(deps, winner)) return { recorded: true };
  }
  return { recorded: false };
}

async function judgeAndRecord(deps: FinalizerDeps, winner: Winner): Promise<boolean> {
  const { sweep, best } = winner;
  const { database, artifacts, logger } = deps;
  const { spec } = sweep;
  const holder = await findAliasedVersion(database.orm, { model: spec.model, alias: spec.alias });
  const refit = await refitWinner(deps, winner, holder);
  const storeKey = `models/${spec.model}/${sweep.id}/${sweep.round}/model.json`;
  const file = await artifacts.put(storeKey, Buffer.from(refit.model), {
    contentType: "application/json",
  });
  const decision = decide(winner, holder, refit);
  const model = decodeModel(refit.model);

  return await database.orm.transaction(async (tx) => {
    const modelId = await lockModel(tx, spec.model);
    const holderNow = await findAliasedVersion(tx, { model: spec.model, alias: spec.alias });
    if (holderNow?.version !== holder?.version) return false;
    const { fenced } = await finishSweep(tx, {
      sweepId: sweep.id,
      round: sweep.round,
      state: "succeeded",
      bestRunId: best.id,
    });
    if (fenced) return true;
    const version = await registerVersion(tx, {
      modelId,
      storeKey,
      sha256: file.sha256,
      sizeBytes: file.sizeBytes,
      trainer: spec.trainer,
      params: best.params,
      signature: {
        inputs: readSignature(model),
        target: model.target,
        classes: model.classes,
      },
      testMetrics: refit.test ? encodeMetrics(refit.test.metrics) : {},
      runId: best.id,
      sweepId: sweep.id,
      datasetVersionId: sweep.datasetVersionId,
    });
    await moveAlias(tx, {
      modelId,
      alias: spec.alias,
      toVersion: version,
      ...decision,
      actor: "finalizer",
      sweepId: sweep.id,
    });
    logger.info({ sweepId: sweep.id, model: spec.model, version, ...decision }, "sweep finalized");
    return true;
  });
}

async function refitWinner(
  { artifacts, pool, tables }: FinalizerDeps,
  { sweep, best, signal }: Winner,
  holder: StoredVersion | null,
): Promise<RefitResult> {
  const { spec, datasetVersionId } = sweep;
  const [table, incumbent] = await Promise.all([
    tables.get(datasetVersionId, [...spec.features, spec.target]),
    holder && spec.promotion.rule === "better" ? readModel(artifacts, holder) : null,
  ]);
  const { target, features, trainer, validation, testFraction, seed } = spec;
  return await pool.refit(
    {
      table,
      datasetHash: sweep.datasetHash,
      spec: { target, features, trainer, validation, testFraction, seed },
      params: best.params,
      incumbent,
    },
    { timeoutMs: spec.runTimeoutMs, signal },
  );
}

/** `null`: the holder's file is gone, which must not keep new models from being registered. */
async function readModel(artifacts: ArtifactStore, holder: StoredVersion): Promise<string | null> {
  try {
    return String(await artifacts.get(holder.storeKey));
  } catch (error) {
    if (error instanceof AppError && error.code === "not-found") return null;
    throw error;
  }
}

/** The held-out rows judge; without any, the validation folds do. */
function decide({ sweep, best }: Winner, holder: StoredVersion | null, refit: RefitResult) {
  const { alias, promotion, objective } = sweep.spec;
  const metric = objective.metric;
  const measured: Record<string, number> | undefined = refit.test?.metrics;
  return decidePromotion({
    rule: promotion,
    alias,
    metric,
    direction: objective.direction,
    value: measured?.[metric] ?? decodeMetric(best.metrics[metric] as MetricValue),
    measuredOn: refit.test ? `${refit.test.rowCount} held-out rows` : "validation folds",
    incumbent: holder && compareHolder(holder, metric, refit),
  });
}

function compareHolder(
  holder: StoredVersion,
  metric: string,
  { incumbent }: RefitResult,
): Incumbent {
  const { version } = holder;
  if (incumbent === null) return { version, incomparable: "its file is missing." };
  if ("incomparable" in incumbent) return { version, incomparable: incumbent.incomparable };
  const metrics: Record<string, number> = incumbent.metrics;
  return { version, value: metrics[metric] ?? Number.NaN };
}
