import type pg from "pg";

interface RunResult {
  number: number;
  result: string;
}

interface SweepResult {
  best: number | null;
  /** Of the model file that was registered. */
  sha256: string | null;
}

/** How a sweep's results differ from those of another one of the same runs; empty when they do not. */
export async function compareResults(
  pool: pg.Pool,
  sweepId: string,
  quietSweepId: string,
): Promise<string[]> {
  const [runs, quietRuns] = [await readRuns(pool, sweepId), await readRuns(pool, quietSweepId)];
  const problems = quietRuns.flatMap(({ number, result }, index) =>
    runs[index]?.result === result
      ? []
      : [`run ${number} is not as in the quiet sweep:\n  ${runs[index]?.result}\n  ${result}`],
  );
  const [sweep, quiet] = [await readSweep(pool, sweepId), await readSweep(pool, quietSweepId)];
  if (sweep.best !== quiet.best || quiet.best === null) {
    problems.push(`the best run is ${sweep.best}, in the quiet sweep ${quiet.best}`);
  }
  if (sweep.sha256 !== quiet.sha256 || quiet.sha256 === null) {
    problems.push(`the model file is ${sweep.sha256}, in the quiet sweep ${quiet.sha256}`);
  }
  return problems;
}

async function readRuns(pool: pg.Pool, sweepId: string): Promise<RunResult[]> {
  const { rows } = await pool.query<RunResult>(
    `select number,
            jsonb_build_object('params', params, 'objective', objective_value, 'folds', folds,
              'metrics', (select jsonb_object_agg(key, value) from rookery.metrics where run_id = run.id),
              'files', (select jsonb_object_agg(path, sha256) from rookery.artifacts
                         where run_id = run.id and path <> 'run.log'))::text as result
       from rookery.runs run where sweep_id = $1 order by number`,
    [sweepId],
  );
  return rows;
}

async function readSweep(pool: pg.Pool, sweepId: string): Promise<SweepResult> {
  const { rows } = await pool.query<SweepResult>(
    `select (select number from rookery.runs where id = best_run_id) as best,
            (select sha256 from rookery.model_versions where sweep_id = sweep.id) as sha256
       from rookery.sweeps sweep where id = $1`,
    [sweepId],
  );
  return rows[0] ?? { best: null, sha256: null };
}
