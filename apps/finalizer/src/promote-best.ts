import type { ArtifactStore } from "@rookery/artifacts";
import {
  AppError,
  decodeMetric,
  encodeMetrics,
  type MetricValue,
  type ModelFile,
  type RunSummary,
  type SweepSpec,
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
  const incumbent =
    holder && spec.promotion.rule === "better" ? await readModel(artifacts, holder) : null;
  const refit = await refitWinner(deps, winner, incumbent);
  const storeKey = `models/${spec.model}/${sweep.id}/${sweep.round}/model.json`;
  const file = await artifacts.put(storeKey, Buffer.from(refit.model), {
    contentType: "application/json",
  });
  const model = decodeModel(refit.model);
  const compared = holder && compareHolder({ holder, incumbent, model, refit }, spec.objective);
  const decision = decide(winner, compared, refit);

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
  { pool, tables }: FinalizerDeps,
  { sweep, best, signal }: Winner,
  incumbent: string | null,
): Promise<RefitResult> {
  const { spec, datasetVersionId } = sweep;
  const table = await tables.get(datasetVersionId, [...spec.features, spec.target]);
  const { target, features, trainer, validation, testFraction, seed } = spec;
  return await pool.refit(
    {
      table,
      datasetHash: sweep.datasetHash,
      spec: { target, features, trainer, validation, testFraction, seed },
      params: best.params,
      incumbent,
    },
    { timeoutMs: spec.runTimeoutMs, memoryMb: spec.runMemoryMb, signal },
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
function decide({ sweep, best }: Winner, incumbent: Incumbent | null, refit: RefitResult) {
  const { alias, promotion, objective } = sweep.spec;
  const metric = objective.metric;
  const measured: Record<string, number> | undefined = refit.test?.metrics;
  const { promote, reason } = decidePromotion({
    rule: promotion,
    alias,
    metric,
    direction: objective.direction,
    value: measured?.[metric] ?? decodeMetric(best.metrics[metric] as MetricValue),
    measuredOn: refit.test ? `${refit.test.rowCount} held-out rows` : "validation folds",
    incumbent,
  });
  const isPartial = sweep.stopReason === "deadline";
  return { promote, reason: isPartial ? `${reason} The deadline ended the search early.` : reason };
}

interface Comparison {
  holder: StoredVersion;
  /** Its model file. */
  incumbent: string | null;
  /** The candidate. */
  model: ModelFile;
  refit: RefitResult;
}

function compareHolder(
  { holder, incumbent, model, refit }: Comparison,
  { metric }: SweepSpec["objective"],
): Incumbent {
  const { version } = holder;
  if (incumbent === null || refit.incumbent === null) {
    return { version, incomparable: "its file is missing." };
  }
  if ("incomparable" in refit.incumbent) return { version, ...refit.incumbent };
  const metrics: Record<string, number> = refit.incumbent.metrics;
  const mayKnowRows = !hasSameSplit(decodeModel(incumbent), model);
  return { version, value: metrics[metric] ?? Number.NaN, mayKnowRows };
}

/** Of the same data with the same seed, the same number of rows is the same rows. */
function hasSameSplit(a: ModelFile, b: ModelFile): boolean {
  return (
    a.datasetVersion === b.datasetVersion &&
    a.seed === b.seed &&
    a.trainingRowCount === b.trainingRowCount
  );
}
