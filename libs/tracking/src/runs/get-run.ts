import {
  AppError,
  encodeMetric,
  type MetricPoint,
  type Run,
  type RunSummary,
} from "@rookery/contracts";
import { type Database, type Executor, queryRows, schema } from "@rookery/database";
import { asc, desc, eq, sql } from "drizzle-orm";
import { runSummaryColumns, summariseRuns } from "./run-summary.ts";

const { artifacts, attempts, experiments, runs, runTags, sweeps } = schema;

/** What is recorded about a run itself; whether replays agree takes a look at their files. */
export type RunRecord = Omit<Run, "replays">;

/** A run with all that is recorded of it. Throws `not-found`. */
export async function getRun({ orm }: Database, runId: string): Promise<RunRecord> {
  const [row] = await orm
    .select({
      summary: runSummaryColumns,
      experiment: experiments.name,
      timings: runs.timings,
      error: runs.error,
    })
    .from(runs)
    .innerJoin(experiments, eq(experiments.id, runs.experimentId))
    .where(eq(runs.id, runId));
  if (!row) throw new AppError("not-found", `There is no run ${runId}.`);
  const [[summary], history, tags, files, tries] = await Promise.all([
    summariseRuns(orm, [row.summary]),
    readMetrics(orm, runId),
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
    folds: row.summary.folds ?? [],
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

/** Who asks for them compares each with its original, which takes a look at two files. */
const mostReplays = 20;

/** The runs that train a run once more: the newest 20, newest first. */
export async function listReplays({ orm }: Database, runId: string): Promise<RunSummary[]> {
  const rows = await orm
    .select(runSummaryColumns)
    .from(runs)
    .innerJoin(sweeps, eq(sweeps.id, runs.sweepId))
    .where(eq(sweeps.replayOf, runId))
    .orderBy(desc(sweeps.id))
    .limit(mostReplays);
  return await summariseRuns(orm, rows);
}

/** The newest thousand points of each metric, oldest first. */
async function readMetrics(
  executor: Executor,
  runId: string,
): Promise<Record<string, MetricPoint[]>> {
  const statement = sql`
select key, step, timestamp_ms as "timestampMs", value
  from (select *, row_number() over (partition by key order by step desc, timestamp_ms desc, value desc) as age
          from rookery.metrics where run_id = ${runId}) as point
 where age <= 1000
 order by key, step, timestamp_ms, value`;
  const rows = await queryRows<{ key: string; step: string; timestampMs: string; value: number }>(
    executor,
    statement,
  );
  const history: Record<string, MetricPoint[]> = {};
  for (const { key, step, timestampMs, value } of rows) {
    const points = history[key] ?? [];
    points.push({
      step: Number(step),
      timestampMs: Number(timestampMs),
      value: encodeMetric(value),
    });
    history[key] = points;
  }
  return history;
}
