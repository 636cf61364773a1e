import type {
  FoldScore,
  RunArtifact,
  RunError,
  RunTimings,
  TerminalRunState,
} from "@rookery/contracts";
import type { Database } from "@rookery/database";

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

const statement = `
with finished as (
  update rookery.runs
     set state = $3, objective_value = $4, folds = $5, timings = $6, error = $7, ended_at = now()
   where id = $1 and attempt = $2 and state = 'running'
  returning id
), closed as (
  update rookery.attempts attempt
     set state = case attempt.number when $2 then $3 else 'lost' end,
         error = case attempt.number when $2 then $7::jsonb end,
         ended_at = now()
    from finished
   where attempt.run_id = finished.id and attempt.state = 'running'
), reported as (
  select coalesce(max(step), 0) as step, max(timestamp_ms) + 1 as next_ms
    from rookery.metrics where run_id = $1
), measured as (
  insert into rookery.metrics (run_id, key, step, timestamp_ms, value)
  select finished.id, metric.key, reported.step, greatest($8, reported.next_ms), metric.value
    from finished, reported, unnest($9::text[], $10::float8[]) as metric (key, value)
), stored as (
  insert into rookery.artifacts (run_id, path, store_key, size_bytes, sha256, content_type)
  select finished.id, file.path, file.store_key, file.size_bytes, file.sha256, file.content_type
    from finished,
         unnest($11::text[], $12::text[], $13::bigint[], $14::text[], $15::text[])
           as file (path, store_key, size_bytes, sha256, content_type)
  on conflict (run_id, path) do update
     set store_key = excluded.store_key, size_bytes = excluded.size_bytes,
         sha256 = excluded.sha256, content_type = excluded.content_type, created_at = now()
)
select id from finished`;

/**
 * Records how an attempt ended: state, metrics and artifacts in one statement,
 * hence one transaction. An attempt that is no longer the run's newest changes
 * nothing and learns so through `fenced`. Older attempts that are still open
 * are closed as lost: two claims at the same instant do not see each other's.
 * Files replace those of the same name that the run had before it was retried.
 */
export async function finishRun(
  { pool }: Database,
  result: RunResult,
): Promise<{ fenced: boolean }> {
  const metrics = Object.entries(result.metrics ?? {});
  const files = result.artifacts ?? [];
  const { rowCount } = await pool.query({
    name: "finish-run",
    text: statement,
    values: [
      result.runId,
      result.attempt,
      result.state,
      result.objectiveValue ?? null,
      json(result.folds),
      json(result.timings),
      json(result.error),
      Date.now(),
      metrics.map(([key]) => key),
      metrics.map(([, value]) => value),
      files.map((file) => file.path),
      files.map((file) => file.storeKey),
      files.map((file) => file.sizeBytes),
      files.map((file) => file.sha256),
      files.map((file) => file.contentType),
    ],
  });
  return { fenced: rowCount === 0 };
}

function json(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
