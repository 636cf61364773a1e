import type { Params } from "@rookery/contracts";
import type { Database } from "@rookery/database";
import { claimRun, finishRun, launchSweep } from "@rookery/tracking";
import { median } from "../median.ts";

const samples = 500;
const metricNames = [
  "accuracy",
  "balanced_accuracy",
  "precision_macro",
  "recall_macro",
  "f1_macro",
  "roc_auc",
  "log_loss",
];

export interface GrowthNumbers {
  /** Runs in the table when the samples were taken. */
  runsInTable: number;
  launchMs: number;
  claimMs: number;
  finishMs: number;
}

/**
 * What claiming and finishing one run costs as the table grows: one after
 * another on one connection's worth of load, without queue, worker or files.
 */
export async function measureGrowth(
  database: Database,
  sizes: readonly number[],
): Promise<GrowthNumbers[]> {
  const numbers: GrowthNumbers[] = [];
  for (const size of sizes) {
    const { launchMs, runIds } = await fillUpTo(database, size);
    const claimMs: number[] = [];
    const finishMs: number[] = [];
    for (const runId of runIds.slice(0, samples)) {
      const startedAt = performance.now();
      const claim = await claimRun(database, { runId, round: 1, workerId: "bench" });
      const claimedAt = performance.now();
      if (!claim) throw new Error(`Run ${runId} could not be claimed`);
      await finishRun(database, resultOf(claim));
      claimMs.push(claimedAt - startedAt);
      finishMs.push(performance.now() - claimedAt);
    }
    numbers.push({
      runsInTable: await countRuns(database),
      launchMs,
      claimMs: median(claimMs),
      finishMs: median(finishMs),
    });
  }
  return numbers;
}

/** Launches one sweep, as large as is missing. */
async function fillUpTo(database: Database, size: number) {
  const missing = Math.max(samples, size - (await countRuns(database)));
  const { rows } = await database.pool.query(
    "select spec, dataset_version_id from rookery.sweeps order by id limit 1",
  );
  const combinations: Params[] = Array.from({ length: missing }, (_, index) => ({
    learningRate: (index + 1) / (missing + 1),
    steps: 1,
  }));
  const startedAt = performance.now();
  const { runs } = await launchSweep(database, {
    spec: rows[0].spec,
    datasetVersionId: rows[0].dataset_version_id,
    combinations,
  });
  const launchMs = performance.now() - startedAt;
  await database.pool.query("analyze rookery.runs");
  return { launchMs, runIds: runs.map((run) => run.runId) };
}

async function countRuns({ pool }: Database): Promise<number> {
  const { rows } = await pool.query<{ runs: number }>(
    "select count(*)::int as runs from rookery.runs",
  );
  return rows[0]?.runs ?? 0;
}

function resultOf({ runId, attempt }: { runId: string; attempt: number }) {
  const metrics = Object.fromEntries(metricNames.map((name) => [name, 0.5]));
  return {
    runId,
    attempt,
    state: "succeeded" as const,
    metrics,
    objectiveValue: 0.5,
    folds: [{ fold: 0, trainRows: 220, validationRows: 55, metrics }],
    timings: { fitMs: 1, trainMs: 1, totalMs: 1 },
    artifacts: ["model.json", "evaluation.json", "run.log"].map((path) => ({
      path,
      contentType: "application/json",
      storeKey: `runs/${runId}/${attempt}/${path}`,
      sizeBytes: 1_000,
      sha256: "0".repeat(64),
    })),
  };
}
