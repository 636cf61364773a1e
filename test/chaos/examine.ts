import { createHash } from "node:crypto";
import { type ArtifactStore, createArtifactStore } from "@rookery/artifacts";
import type pg from "pg";
import type { Platform } from "./start-platform.ts";

/** A statement that answers one row per thing that must not be; `$1` is the sweep. */
interface Rule {
  broken: string;
  sql: string;
}

const rules: Rule[] = [
  {
    broken: "the sweep has not succeeded",
    sql: "select state, error from rookery.sweeps where id = $1 and state <> 'succeeded'",
  },
  {
    broken: "a sweep is still open",
    sql: "select id, state from rookery.sweeps where $1 <> '' and state not in ('succeeded', 'failed', 'cancelled')",
  },
  {
    broken: "the runs are not numbered from 1 to the count, each once",
    sql: `select wanted, count(run.id) from rookery.sweeps sweep
            cross join lateral generate_series(1, sweep.run_count) as wanted
            left join rookery.runs run on run.sweep_id = sweep.id and run.number = wanted
           where sweep.id = $1 group by wanted having count(run.id) <> 1
          union all select number, 0 from rookery.runs
           where sweep_id = $1 and number > (select run_count from rookery.sweeps where id = $1)`,
  },
  {
    broken: "a run has not succeeded",
    sql: "select number, state, attempt, error from rookery.runs where sweep_id = $1 and state <> 'succeeded'",
  },
  {
    broken: "a run's newest attempt is not the only one that succeeded",
    sql: `select run.number, run.attempt, array_agg(attempt.number || ' ' || attempt.state order by attempt.number) as attempts
            from rookery.runs run left join rookery.attempts attempt on attempt.run_id = run.id
           where run.sweep_id = $1 group by run.id
          having count(*) filter (where attempt.state = 'succeeded') <> 1
              or max(attempt.number) filter (where attempt.state = 'succeeded') <> run.attempt
              or max(attempt.number) <> run.attempt or count(*) <> run.attempt`,
  },
  {
    broken: "an attempt is left running or has no end",
    sql: `select run.number, attempt.number as attempt, attempt.state, attempt.worker_id
            from rookery.attempts attempt join rookery.runs run on run.id = attempt.run_id
           where run.sweep_id = $1 and (attempt.state = 'running' or attempt.ended_at is null)`,
  },
  {
    broken: "an attempt counts as failed although a service was away",
    sql: `select run.number, attempt.number as attempt, attempt.error
            from rookery.attempts attempt join rookery.runs run on run.id = attempt.run_id
           where run.sweep_id = $1 and attempt.state = 'failed'`,
  },
  {
    broken: "a metric was recorded twice",
    sql: `select run.number, metric.key, count(*) from rookery.metrics metric
            join rookery.runs run on run.id = metric.run_id
           where run.sweep_id = $1 group by run.number, metric.key having count(*) > 1`,
  },
  {
    broken: "a run's files are not those of its successful attempt",
    sql: `select run.number, run.attempt, array_agg(file.store_key) as files
            from rookery.runs run left join rookery.artifacts file on file.run_id = run.id
           where run.sweep_id = $1 group by run.id
          having count(file.path) <> 3
              or not bool_and(starts_with(file.store_key, 'runs/' || run.id || '/' || run.attempt || '/'))`,
  },
  {
    broken: "the sweep was not promoted exactly once",
    sql: `select count(*), array_agg(reason) from rookery.promotions where sweep_id = $1
          having count(*) <> 1 or not bool_and(outcome = 'promoted')`,
  },
  {
    broken: "the sweep has not registered exactly one version, which its alias names",
    sql: `select count(*), array_agg(version.version) from rookery.model_versions version
            left join rookery.aliases alias on alias.model_id = version.model_id and alias.version = version.version
           where version.sweep_id = $1 having count(*) <> 1 or count(alias.alias) <> 1`,
  },
];

const shownRows = 5;
const readsAtOnce = 16;

export interface Examined {
  problems: string[];
  /** Files no row names: what attempts that died left behind. */
  orphanFiles: string[];
}

/** Everything that must hold once a sweep has ended, whatever happened to it. */
export async function examine(
  pool: pg.Pool,
  sweepId: string,
  store: Platform["store"],
): Promise<Examined> {
  const problems: string[] = [];
  for (const { broken, sql } of rules) {
    const { rows } = await pool.query(sql, [sweepId]);
    if (rows.length === 0) continue;
    const shown = rows.slice(0, shownRows).map((row) => JSON.stringify(row));
    problems.push(`${broken} (${rows.length}):\n  ${shown.join("\n  ")}`);
  }
  const artifacts = createArtifactStore(store);
  try {
    const named = await listNamedFiles(pool);
    problems.push(...(await compareBytes(artifacts, named)));
    const orphanFiles: string[] = [];
    for await (const { key } of artifacts.list("")) if (!named.has(key)) orphanFiles.push(key);
    const living = await listLivingFolders(pool);
    for (const key of orphanFiles) {
      const folder = key.split("/").slice(0, 3).join("/");
      if (living.has(folder)) problems.push(`a file of a successful attempt has no row: ${key}`);
    }
    return { problems, orphanFiles };
  } finally {
    await artifacts.close();
  }
}

/** How many attempts of a sweep ended how. */
export async function countAttempts(pool: pg.Pool, sweepId: string): Promise<Map<string, number>> {
  const { rows } = await pool.query<{ state: string; count: number }>(
    `select attempt.state, count(*)::int from rookery.attempts attempt
       join rookery.runs run on run.id = attempt.run_id
      where run.sweep_id = $1 group by attempt.state order by attempt.state`,
    [sweepId],
  );
  return new Map(rows.map(({ state, count }) => [state, count]));
}

async function listNamedFiles(pool: pg.Pool): Promise<Map<string, string>> {
  const { rows } = await pool.query<{ key: string; sha256: string }>(
    `select store_key as key, sha256 from rookery.artifacts
     union all select store_key, sha256 from rookery.model_versions`,
  );
  return new Map(rows.map(({ key, sha256 }) => [key, sha256]));
}

async function listLivingFolders(pool: pg.Pool): Promise<Set<string>> {
  const { rows } = await pool.query<{ folder: string }>(
    "select 'runs/' || id || '/' || attempt as folder from rookery.runs where state = 'succeeded'",
  );
  return new Set(rows.map(({ folder }) => folder));
}

async function compareBytes(store: ArtifactStore, named: Map<string, string>): Promise<string[]> {
  const problems: string[] = [];
  const left = [...named];
  async function compareNext(): Promise<void> {
    for (let next = left.pop(); next; next = left.pop()) {
      const [key, sha256] = next;
      const content = await store.get(key).catch(() => null);
      if (content === null) problems.push(`a row names a file that is not there: ${key}`);
      else if (createHash("sha256").update(content).digest("hex") !== sha256) {
        problems.push(`a file is not what its row says: ${key}`);
      }
    }
  }
  await Promise.all(Array.from({ length: readsAtOnce }, compareNext));
  return problems;
}
