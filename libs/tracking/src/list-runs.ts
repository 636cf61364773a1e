import {
  AppError,
  bestFirst,
  directionOf,
  encodeMetric,
  metricNames,
  type Page,
  type RunSummary,
  type RunsQuery,
} from "@rookery/contracts";
import { cutPage, type Database, decodeCursor, type Executor, schema } from "@rookery/database";
import { and, desc, eq, sql } from "drizzle-orm";
import { getSweepRow, type SweepRow } from "./get-sweep-row.ts";
import { numberOrder, RunCursor, type RunOrder, valueOrder } from "./run-order.ts";
import { runSummaryColumns, summariseRuns } from "./run-summary.ts";

const { metrics, runs } = schema;

/** A page of a sweep's runs, by number, by objective or by any metric. */
export async function listRuns(
  database: Database,
  sweepId: string,
  query: RunsQuery,
): Promise<Page<RunSummary>> {
  const sweep = await getSweepRow(database, sweepId);
  await requireMetric(database, sweepId, query.sort);
  const { isMetric, ...order } = orderOf(sweep, query);
  const after = decodeCursor(query.cursor, RunCursor);
  const rows = await database.orm
    .select({ ...runSummaryColumns, bucket: order.bucket, key: order.key.mapWith(Number) })
    .from(runs)
    .leftJoinLateral(latestMetric(database.orm, query.sort), sql`${isMetric}`)
    .where(
      and(
        eq(runs.sweepId, sweepId),
        query.state && eq(runs.state, query.state),
        query.number === undefined ? undefined : eq(runs.number, query.number),
        after && order.isAfter(after),
      ),
    )
    .orderBy(...order.orderBy)
    .limit(query.limit + 1);
  const { page, nextCursor } = cutPage(rows, query.limit, ({ bucket, key, number }) => [
    Number(bucket),
    encodeMetric(key),
    number,
  ]);
  return {
    items: await summariseRuns(
      database.orm,
      page.map(({ bucket: _bucket, key: _key, ...run }) => run),
    ),
    nextCursor,
  };
}

function orderOf({ spec }: SweepRow, { sort, order }: RunsQuery): RunOrder & { isMetric: boolean } {
  if (sort === "number") return { isMetric: false, ...numberOrder(order ?? "asc") };
  if (sort === "objective" || sort === spec.objective.metric) {
    const best = bestFirst(spec.objective.direction);
    const score = sql`case when ${runs.state} = 'succeeded' then ${runs.objectiveValue} end`;
    return { isMetric: false, ...valueOrder(score, order ?? best) };
  }
  // A metric nobody knows the direction of is taken to be better when larger.
  const best = bestFirst(directionOf(sort) ?? "maximize");
  return { isMetric: true, ...valueOrder(sql`latest.value`, order ?? best) };
}

/** Runs may log metrics of their own, so an unknown name is looked for before it is refused. */
async function requireMetric({ orm }: Database, sweepId: string, sort: string): Promise<void> {
  const known: readonly string[] = ["number", "objective", ...metricNames];
  if (known.includes(sort)) return;
  const [logged] = await orm
    .select({ key: metrics.key })
    .from(metrics)
    .innerJoin(runs, eq(runs.id, metrics.runId))
    .where(and(eq(runs.sweepId, sweepId), eq(metrics.key, sort)))
    .limit(1);
  if (logged) return;
  throw new AppError("validation-failed", `No run of this sweep has a metric ${sort}.`, {
    issues: [{ field: "query.sort", message: `Must be one of: ${known.join(", ")}`, value: sort }],
  });
}

/** The latest value of one metric of the row's run, joined so that it is looked up once per run. */
function latestMetric(executor: Executor, key: string) {
  return executor
    .select({ value: metrics.value })
    .from(metrics)
    .where(and(eq(metrics.runId, runs.id), eq(metrics.key, key)))
    .orderBy(desc(metrics.step), desc(metrics.timestampMs), desc(metrics.value))
    .limit(1)
    .as("latest");
}
