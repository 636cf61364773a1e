import { AppError, encodeMetric, type MetricPoint, type Run } from "@rookery/contracts";
import { type Database, schema } from "@rookery/database";
import { asc, eq, sql } from "drizzle-orm";
import { runSummaryColumns, summariseRuns } from "./run-summary.ts";

const { artifacts, attempts, experiments, runs, runTags } = schema;

/** What is recorded about a run itself; whether replays agree takes a look at their files. */
export type RunRecord = Omit<Run, "replays">;

export async function getRun({ orm }: Database, runId: string): Promise<RunRecord> {
  const [row] = await orm
    .select({
      summary: runSummaryColumns,
      experiment: experiments.name,
      folds: runs.folds,
      timings: runs.timings,
      error: runs.error,
    })
    .from(runs)
    .innerJoin(experiments, eq(experiments.id, runs.experimentId))
    .where(eq(runs.id, runId));
  if (!row) throw new AppError("not-found", `There is no run ${runId}.`);
  const [[summary], history, tags, files, tries] = await Promise.all([
    summariseRuns(orm, [row.summary]),
    readHistory(orm, runId),
    orm.select().from(runTags).where(eq(runTags.runId, runId)).orderBy(asc(runTags.key)),
    orm
      .select({
        path: artifacts.path,
        sizeBytes: artifacts.sizeBytes,
        sha256: artifacts.sha256,
        contentType: artifacts.contentType,
      })
      .from(artifacts)
      .where(eq(artifacts.runId, runId))
      .orderBy(asc(artifacts.path)),
    orm.select().from(attempts).where(eq(attempts.runId, runId)).orderBy(asc(attempts.number)),
  ]);
  return {
    ...(summary as NonNullable<typeof summary>),
    experiment: row.experiment,
    folds: row.folds ?? [],
    timings: row.timings,
    error: row.error,
    history,
    tags: Object.fromEntries(tags.map(({ key, value }) => [key, value])),
    artifacts: files,
    attempts: tries.map(({ runId: _runId, ...attempt }) => ({
      ...attempt,
      startedAt: attempt.startedAt.toISOString(),
      endedAt: attempt.endedAt?.toISOString() ?? null,
    })),
  };
}

async function readHistory(
  orm: Database["orm"],
  runId: string,
): Promise<Record<string, MetricPoint[]>> {
  const { rows } = await orm.execute<{
    key: string;
    step: string;
    timestamp_ms: string;
    value: number;
  }>(sql`
    select key, step, timestamp_ms, value
      from (select *, row_number() over (partition by key order by step desc, timestamp_ms desc, value desc) as age
              from rookery.metrics where run_id = ${runId}) as point
     where age <= 1000
     order by key, step, timestamp_ms, value`);
  const history: Record<string, MetricPoint[]> = {};
  for (const row of rows) {
    const points = history[row.key] ?? [];
    points.push({
      step: Number(row.step),
      timestampMs: Number(row.timestamp_ms),
      value: encodeMetric(row.value),
    });
    history[row.key] = points;
  }
  return history;
}
