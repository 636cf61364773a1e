import { setTimeout as delay } from "node:timers/promises";
import { isTerminalSweepState, type SweepState } from "@rookery/contracts";
import type pg from "pg";

const pollMs = 20;

export interface SweepView {
  state: SweepState;
  /** Runs that have ended. */
  ended: number;
  total: number;
  /** Workers that hold a run, dead ones included. */
  holders: Set<string>;
}

interface Row {
  state: SweepState;
  ended: number;
  total: number;
  holders: string[];
}

/**
 * Looks at a sweep in the database until it has ended, again and again while
 * the database is away. Throws when nothing happens for `stuckMs`.
 */
export async function* watchSweep(
  pool: pg.Pool,
  sweepId: string,
  stuckMs: number,
): AsyncGenerator<SweepView> {
  let last = "";
  let changedMs = performance.now();
  for (;;) {
    const row = await look(pool, sweepId).catch(() => null);
    if (row) {
      yield { ...row, holders: new Set(row.holders) };
      if (isTerminalSweepState(row.state)) return;
    }
    const now = JSON.stringify(row);
    if (row && now !== last) {
      last = now;
      changedMs = performance.now();
    }
    if (performance.now() - changedMs > stuckMs) {
      throw new Error(`Nothing has happened to the sweep for ${stuckMs / 1_000} s: ${last}`);
    }
    await delay(pollMs);
  }
}

async function look(pool: pg.Pool, sweepId: string): Promise<Row | null> {
  const { rows } = await pool.query<Row>(
    `select sweep.state, sweep.run_count as total,
            (select count(*)::int from rookery.runs run
              where run.sweep_id = sweep.id and run.state not in ('queued', 'running')) as ended,
            array(select distinct worker_id from rookery.attempts where state = 'running') as holders
       from rookery.sweeps sweep where sweep.id = $1`,
    [sweepId],
  );
  return rows[0] ?? null;
}
