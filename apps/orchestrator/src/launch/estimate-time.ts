import {
  chooseTrainer,
  type DatasetVersion,
  type Params,
  type SweepSpec,
  type TimeEstimate,
} from "@rookery/contracts";
import type { Database } from "@rookery/database";
import {
  countThreads,
  estimateMakespan,
  measurePastRuns,
  type PastRuns,
  unitsOfWork,
} from "@rookery/tracking";

interface Plan {
  spec: SweepSpec;
  dataset: DatasetVersion & { id: number };
  /** Those known at launch. */
  combinations: Params[];
  runCount: number;
}

type Basis = TimeEstimate["basis"]["kind"];

/** From runs that were measured; null where a trainer has none. */
export async function estimateTime(
  database: Database,
  { spec, dataset, combinations, runCount }: Plan,
): Promise<TimeEstimate | null> {
  const shares = shareOfEach(spec.trainers, combinations);
  let msPerUnit = 0;
  let kind: Basis = "same-dataset";
  let runs = 0;
  for (const [trainer, share] of shares) {
    const measured = await measure(database, trainer, dataset.id);
    if (!measured) return null;
    msPerUnit += share * measured.msPerUnit;
    runs += measured.runs;
    if (measured.kind === "other-datasets") kind = "other-datasets";
  }
  const runMs = msPerUnit * unitsOfWork(spec, dataset.rows);
  const threads = await countThreads(database);
  const totalMs = estimateMakespan({ runMs, waiting: runCount, threads });
  return { runMs, threads, totalMs, basis: { kind, runs } };
}

async function measure(
  database: Database,
  trainer: string,
  datasetVersionId: number,
): Promise<(PastRuns & { kind: Basis }) | null> {
  for (const kind of ["same-dataset", "other-datasets"] as const) {
    const measured = await measurePastRuns(database, { trainer, datasetVersionId, which: kind });
    if (measured) return { ...measured, kind };
  }
  return null;
}

/** Of the runs known at launch, what share each trainer has; the same for all when none is known. */
function shareOfEach(trainers: string[], combinations: Params[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const params of combinations) {
    const { trainer } = chooseTrainer(trainers, params);
    counts.set(trainer, (counts.get(trainer) ?? 0) + 1);
  }
  if (counts.size === 0) for (const trainer of trainers) counts.set(trainer, 1);
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return new Map([...counts].map(([trainer, count]) => [trainer, count / total]));
}
