import type { Params, SweepPlan, SweepRequest, SweepSpec } from "@rookery/contracts";
import { getDatasetVersion, loadTable } from "@rookery/datasets";
import { planSplits } from "@rookery/learning";
import { findKnownCombinations, listWorkerRooms, setupHash } from "@rookery/tracking";
import type { z } from "zod";
import type { OrchestratorDeps } from "./deps.ts";
import { drawAtLaunch } from "./draw-at-launch.ts";
import { estimateTime } from "./estimate-time.ts";
import { guardFeatures } from "./guard-features.ts";
import { invalid } from "./invalid.ts";
import { requireMemory } from "./require-memory.ts";
import { requireSpace } from "./require-space.ts";
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

/**
 * Checks a request as far as it can be checked before training: names, columns,
 * the space against the trainers' own schemas, and the very splits the runs will
 * use. Fills in every default. Writes nothing.
 */
export async function planSweep(
  { database, trainers: known }: Pick<OrchestratorDeps, "database" | "trainers">,
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
  requireSpace(resolved, known);
  const rooms = await listWorkerRooms(database);
  requireMemory({ spec: resolved, dataset, trainers, rooms });
  const draw = await drawAtLaunch(resolved, known);
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
  const table = await loadTable({ database, datasetVersionId, columns: [spec.target] });
  planSplits({ table, task, ...spec });
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
      warnings: guarded.warnings,
    },
  };
}

/** Most sweeps that fail this often will go on failing. */
function defaultMaxFailures(runCount: number): number {
  return Math.max(10, Math.ceil(runCount / 2));
}
