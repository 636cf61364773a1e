import type { Params, SweepPlan, SweepRequest, SweepSpec, SweepWarning } from "@rookery/contracts";
import { getDatasetVersion } from "@rookery/datasets";
import type { DroppedClass } from "@rookery/learning";
import { findKnownCombinations, listWorkerMemory, setupHash } from "@rookery/tracking";
import type { z } from "zod";
import type { OrchestratorDeps } from "../deps.ts";
import type { Planner } from "../planning/create-planner.ts";
import { estimateTime } from "./estimate-time.ts";
import { guardFeatures } from "./guard-features.ts";
import { invalid } from "./invalid.ts";
import { requireMemory } from "./require-memory.ts";
import { resolveRequest } from "./resolve-request.ts";

const shownCombinations = 10;

export interface PlannedSweep {
  spec: SweepSpec;
  datasetVersionId: number;
  combinations: Params[];
  /** The `combinationHash` of each. */
  hashes: string[];
  undrawn: number;
  summary: SweepPlan;
}

export interface PlanDeps extends Pick<OrchestratorDeps, "database" | "trainers"> {
  planner: Planner;
  /** Whoever asked has left; the work ends. */
  signal?: AbortSignal;
}

/**
 * Checks a request as far as it can be checked before training: names, columns,
 * the space against the trainers' own schemas, and the very splits the runs will
 * use. Fills in every default. Writes nothing. What takes long is the planner's.
 */
export async function planSweep(
  { database, trainers: known, planner, signal }: PlanDeps,
  request: z.output<typeof SweepRequest>,
): Promise<PlannedSweep> {
  const dataset = await getDatasetVersion({
    database,
    name: request.dataset,
    version: request.datasetVersion,
  });
  const datasetVersionId = dataset.id;
  const { spec: requested, trainers, task } = resolveRequest(request, dataset, known);
  const isListed = request.features !== undefined;
  const guarded = await guardFeatures({ database, dataset, spec: requested, isListed });
  const resolved = { ...requested, features: guarded.features };
  await planner.requireSpace(resolved, signal);
  const workers = await listWorkerMemory(database);
  requireMemory({ spec: resolved, dataset, trainers, workers });
  const draw = await planner.draw(resolved, signal);
  const drawn = [...draw.combinations.keys()];
  const succeeded = await findKnownCombinations(database, {
    setupHash: setupHash({ ...resolved, datasetVersionId }),
    hashes: drawn,
  });
  const isWanted = (hash: string) => !resolved.skipKnown || !succeeded.has(hash);
  const hashes = drawn.filter(isWanted);
  const combinations = hashes.map((hash) => draw.combinations.get(hash) as Params);
  const runCount = combinations.length + draw.undrawn;
  if (runCount === 0) {
    throw invalid("skipKnown", true, "Every combination has succeeded before, so no run is left");
  }
  const { maxFailures = defaultMaxFailures(runCount) } = request;
  // Those to try first are the first that were drawn.
  const tryFirst = resolved.tryFirst.filter((_, index) => isWanted(drawn[index] ?? ""));
  const spec = { ...resolved, tryFirst, maxFailures };
  const question = { datasetVersionId, task, metric: spec.objective.metric, ...spec };
  const dropped = await planner.requireSplits(question, signal);
  return {
    spec,
    datasetVersionId,
    combinations,
    hashes,
    undrawn: draw.undrawn,
    summary: {
      runCount,
      combinationCount: draw.combinationCount,
      alreadyRun: succeeded.size,
      estimate: await estimateTime(database, { spec, dataset, combinations, runCount }),
      spec,
      firstCombinations: combinations.slice(0, shownCombinations),
      warnings: [...guarded.warnings, ...warnOfDropped(spec.target, dropped)],
    },
  };
}

function warnOfDropped(column: string, dropped: readonly DroppedClass[]): SweepWarning[] {
  if (dropped.length === 0) return [];
  const rows = dropped.reduce((sum, each) => sum + each.rows, 0);
  const shown = dropped.slice(0, 5).map(({ label }) => JSON.stringify(label));
  const more = dropped.length > shown.length ? ` and ${dropped.length - shown.length} more` : "";
  const evidence = `The ${rows === 1 ? "row" : `${rows} rows`} of ${shown.join(", ")}${more} will be neither learnt from nor tested on, and no model will predict them`;
  return [{ column, kind: "rare-class", evidence, leftOut: false }];
}

/** Most sweeps that fail this often will go on failing. */
function defaultMaxFailures(runCount: number): number {
  return Math.max(10, Math.ceil(runCount / 2));
}
