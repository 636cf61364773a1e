import { type Direction, type Params, type RunState, scoreOf } from "@rookery/contracts";
import type { Database } from "@rookery/database";
import type { Observation } from "@rookery/search";

/** What a reader of a sweep's history knows of it; see `readHistory`. */
export interface HistoryMark {
  /** The highest number seen. */
  last: number;
  /** The numbers up to it of which no end is known: they run, wait, or are not drawn. */
  unsettled: number[];
}

/** A run with parameters. One that is settled stays as it is for the rest of its round. */
export interface DrawnRun extends Observation {
  isSettled: boolean;
}

interface Row {
  number: number;
  params: Params;
  state: RunState;
  value: number | null;
}

const statement = `
select number, params, state, objective_value as value
  from rookery.runs
 where sweep_id = $1 and params_hash is not null and (number > $2 or number = any($3::int[]))`;

/**
 * The runs of a sweep that have parameters, as samplers see them, as far as
 * `mark` does not know their end. A run that ended changes only by being
 * retried, which begins a round: within one round a reader that remembers what
 * is settled misses nothing.
 */
export async function readHistory(
  { pool }: Database,
  sweepId: string,
  { mark, direction }: { mark: HistoryMark; direction: Direction },
): Promise<DrawnRun[]> {
  const { rows } = await pool.query<Row>({
    name: "read-history",
    text: statement,
    values: [sweepId, mark.last, mark.unsettled],
  });
  return rows.map(({ number, params, state, value }) => ({
    number,
    params,
    ...observe(state, value === null ? null : scoreOf(direction, value)),
    isSettled: state !== "queued" && state !== "running",
  }));
}

/** How a run stands for a sampler. Larger scores are better; NaN is a failure. */
export function observe(
  state: RunState,
  score: number | null,
): Pick<Observation, "state" | "score"> {
  if (state === "queued" || state === "running") return { state: "running", score: null };
  const known = score === null || Number.isNaN(score) ? null : score;
  if (state === "pruned") return { state, score: known };
  if (state === "succeeded" && known !== null) return { state, score: known };
  return { state: "failed", score: null };
}
