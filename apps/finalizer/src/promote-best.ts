import { hash } from "node:crypto";
import {
  chooseTrainer,
  decodeMetric,
  encodeMetrics,
  type MetricValue,
  type RunSummary,
  readSetup,
} from "@rookery/contracts";
import { withTransaction } from "@rookery/database";
import { decodeModel, readSignature } from "@rookery/learning";
import {
  type AliasHolder,
  decidePromotion,
  findAliasHolder,
  type Incumbent,
  lockModel,
  moveAlias,
  registerVersion,
} from "@rookery/registry";
import { finishSweep, type SweepRow } from "@rookery/tracking";
import type { RefitResult } from "@rookery/training-threads";
import type { Workplace } from "@rookery/workplace";
import { type IncumbentFile, readIncumbent } from "./read-model-files.ts";

/** How often a promotion that lost a race is judged again at once. */
const maxRaces = 5;

export interface Winner {
  sweep: SweepRow;
  best: RunSummary;
  /** Its model file where a program has fitted it. */
  fitted?: string | undefined;
  /** Aborted when the finalizer stops. */
  signal: AbortSignal;
}

/**
 * Refits the winner on all training rows, or takes what its program has fitted
 * on them, measures it on the test rows and stores the model file under its
 * own hash, so that no finalizer, however late, ever writes over other bytes;
 * then registers it, decides about the alias and ends the sweep in one transaction. If the alias moved between decision
 * and transaction, everything is judged again against the new holder; if it
 * keeps moving, nothing is recorded.
 */
export async function promoteBest(deps: Workplace, winner: Winner): Promise<{ recorded: boolean }> {
  for (let race = 0; race < maxRaces; race += 1) {
    if (await judgeAndRecord(deps, winner)) return { recorded: true };
  }
  return { recorded: false };
}

async function judgeAndRecord(deps: Workplace, winner: Winner): Promise<boolean> {
  const { sweep, best } = winner;
  const { database, artifacts, trainers, logger } = deps;
  const { spec } = sweep;
  const holder = await findAliasHolder(database.orm, { model: spec.model, alias: spec.alias });
  const incumbent =
    holder?.stored && spec.promotion.rule === "better"
      ? await readIncumbent(artifacts, holder.stored)
      : null;
  const refit = await refitWinner(deps, winner, { holder, incumbent });
  const bytes = Buffer.from(refit.model);
  const storeKey = `models/${spec.model}/${hash("sha256", bytes, "hex")}.json`;
  const file = await artifacts.put(storeKey, bytes, {
    contentType: "application/json",
    durable: true,
  });
  const evaluation = refit.incumbent;
  const { metric } = spec.objective;
  const judged = holder && judgeHolder({ holder, file: incumbent, evaluation, metric });
  const decision = decide(winner, refit, judged);

  return await withTransaction(database, async (tx) => {
    const model = await lockModel(tx, spec.model, { create: true });
    const holderNow = await findAliasHolder(tx, { model: spec.model, alias: spec.alias });
    if (!isSameHolder(holderNow, holder)) return false;
    const { fenced } = await finishSweep(tx, {
      sweepId: sweep.id,
      round: sweep.round,
      state: "succeeded",
      bestRunId: best.id,
    });
    if (fenced) return true;
    const version = await registerVersion(tx, model, {
      storeKey,
      sha256: file.sha256,
      sizeBytes: file.sizeBytes,
      ...chooseTrainer(spec.trainers, best.params),
      signature: readSignature(decodeModel(refit.model, trainers)),
      testMetrics: refit.test ? encodeMetrics(refit.test.metrics) : {},
      runId: best.id,
      sweepId: sweep.id,
      datasetVersionId: sweep.datasetVersionId,
    });
    await moveAlias(tx, model, {
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
  { pool, tables }: Workplace,
  { sweep, best, fitted, signal }: Winner,
  { holder, incumbent }: { holder: AliasHolder | null; incumbent: IncumbentFile | null },
): Promise<RefitResult> {
  const { spec, datasetVersionId } = sweep;
  const file = incumbent && "content" in incumbent ? incumbent.content : null;
  // The incumbent is measured on the same rows, whatever of them the sweep leaves out.
  const known = new Set(sweep.datasetColumns.map(({ name }) => name));
  const inputs =
    file === null ? [] : (holder?.stored?.inputs ?? []).filter((name) => known.has(name));
  const columns = new Set([...spec.features, spec.target, ...inputs]);
  const table = await tables.get(datasetVersionId, [...columns]);
  const { trainer, params } = chooseTrainer(spec.trainers, best.params);
  return await pool.refit(
    {
      table,
      datasetHash: sweep.datasetHash,
      spec: { ...readSetup(spec), trainer },
      params,
      incumbent: file,
      ...(fitted !== undefined && { model: fitted }),
    },
    { timeoutMs: spec.runTimeoutMs, memoryMb: spec.runMemoryMb, signal },
  );
}

/** A deleted and re-created model counts from 1 again, so the number alone does not tell. */
function isSameHolder(a: AliasHolder | null, b: AliasHolder | null): boolean {
  return a?.version === b?.version && a?.stored?.storeKey === b?.stored?.storeKey;
}

/** The test rows judge; without any, the validation folds do. */
function decide({ sweep, best }: Winner, refit: RefitResult, incumbent: Incumbent | null) {
  const { alias, promotion, objective } = sweep.spec;
  const metric = objective.metric;
  const answered = refit.incumbent && "winner" in refit.incumbent && refit.incumbent.winner;
  const measured: Record<string, number> | undefined = (answered || refit.test)?.metrics;
  const { promote, reason } = decidePromotion({
    rule: promotion,
    alias,
    metric,
    direction: objective.direction,
    value: measured?.[metric] ?? decodeMetric(best.metrics[metric] as MetricValue),
    measuredOn: describeRows(refit.test, answered || null),
    incumbent,
  });
  const isPartial = sweep.stopReason === "deadline";
  return { promote, reason: isPartial ? `${reason} The deadline ended the search early.` : reason };
}

function describeRows(test: RefitResult["test"], answered: RefitResult["test"]): string {
  if (!test) return "validation folds";
  const rows = `${test.rowCount} test rows`;
  return answered ? `${answered.rowCount} of ${rows} whose categories it does not refuse` : rows;
}

interface HolderEvidence {
  holder: AliasHolder;
  /** `null` when there is none to read, and under rules that do not compare. */
  file: IncumbentFile | null;
  evaluation: RefitResult["incumbent"];
  metric: string;
}

function judgeHolder({ holder, file, evaluation, metric }: HolderEvidence): Incumbent {
  const { version, stored } = holder;
  if (!stored) return { version, incomparable: "it was registered through another API." };
  if (file && "broken" in file) return { version, broken: file.broken };
  if (evaluation === null) return { version, incomparable: "the rule does not compare." };
  if ("incomparable" in evaluation) return { version, incomparable: evaluation.incomparable };
  const metrics: Record<string, number> = evaluation.metrics;
  const { mayKnowRows } = evaluation;
  return { version, value: metrics[metric] ?? Number.NaN, mayKnowRows };
}
