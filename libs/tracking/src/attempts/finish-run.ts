import type {
  FoldScore,
  RunArtifact,
  RunError,
  RunTimings,
  TerminalRunState,
} from "@rookery/contracts";
import { type Database, queryRows } from "@rookery/database";
import { type SQL, sql } from "drizzle-orm";

export interface RunResult {
  runId: string;
  attempt: number;
  state: TerminalRunState;
  /** Final value per metric; NaN and infinities are allowed. They follow all that was reported. */
  metrics?: Record<string, number>;
  /** Of a pruned run, the last one it reported. */
  objectiveValue?: number;
  folds?: FoldScore[];
  timings?: RunTimings;
  error?: RunError;
  /** Files already in the artifact store under `storeKey`. */
  artifacts?: (RunArtifact & { storeKey: string })[];
}

/**
 * Records how an attempt ended: state, metrics and artifacts in one statement,
 * hence one transaction. An attempt that is no longer the run's newest changes
 * nothing and learns so through `fenced`. Older attempts that are still open
 * are closed as lost: two claims at the same instant do not see each other's.
 * Files replace those of the same name that the run had before it was retried.
 */
export async function finishRun(
  { orm }: Database,
  result: RunResult,
): Promise<{ fenced: boolean }> {
  const finished = await queryRows(orm, finish(result), { name: "finish-run" });
  return { fenced: finished.length === 0 };
}

function finish(result: RunResult): SQL {
  const { runId, attempt, state } = result;
  const error = json(result.error);
  const metrics = Object.entries(result.metrics ?? {});
  const files = result.artifacts ?? [];
  return sql`
with finished as (
  update rookery.runs
     set state = ${state}, objective_value = ${result.objectiveValue ?? null}, error = ${error},
         folds = ${json(result.folds)}, timings = ${json(result.timings)}, ended_at = now()
   where id = ${runId} and attempt = ${attempt} and state = 'running'
  returning id
), closed as (
  update rookery.attempts attempt
     set state = case attempt.number when ${attempt} then ${state} else 'lost' end,
         error = case attempt.number when ${attempt} then ${error}::jsonb end,
         ended_at = now()
    from finished
   where attempt.run_id = finished.id and attempt.state = 'running'
), reported as (
  select coalesce(max(step), 0) as step, max(timestamp_ms) + 1 as next_ms
    from rookery.metrics where run_id = ${runId}
), measured as (
  insert into rookery.metrics (run_id, key, step, timestamp_ms, value)
  select finished.id, metric.key, reported.step, greatest(${Date.now()}, reported.next_ms), metric.value
    from finished, reported,
         unnest(${sql.param(metrics.map(([key]) => key))}::text[],
                ${sql.param(metrics.map(([, value]) => value))}::float8[]) as metric (key, value)
), stored as (
  insert into rookery.artifacts (run_id, path, store_key, size_bytes, sha256, content_type)
  select finished.id, file.path, file.store_key, file.size_bytes, file.sha256, file.content_type
    from finished,
         unnest(${sql.param(files.map((file) => file.path))}::text[],
                ${sql.param(files.map((file) => file.storeKey))}::text[],
                ${sql.param(files.map((file) => file.sizeBytes))}::bigint[],
                ${sql.param(files.map((file) => file.sha256))}::text[],
                ${sql.param(files.map((file) => file.contentType))}::text[])
           as file (path, store_key, size_bytes, sha256, content_type)
  on conflict (run_id, path) do update
     set store_key = excluded.store_key, size_bytes = excluded.size_bytes,
         sha256 = excluded.sha256, content_type = excluded.content_type, created_at = now()
)
select id from finished`;
}

function json(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
