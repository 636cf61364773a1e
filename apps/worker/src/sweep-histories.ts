import type { SweepSpec } from "@rookery/contracts";
import type { Database } from "@rookery/database";
import { type Observation, paramsHash } from "@rookery/search";
import { type HistoryMark, readHistory } from "@rookery/tracking";
import { LRUCache } from "lru-cache";
import pLimit from "p-limit";

/** Sweeps whose history is kept at the same time; others are read anew. */
const keptHistories = 50;

/** What a worker knows of a sweep's runs. */
export interface SweepHistory {
  /** Reads what is new and lets `draw` use it; one draw at a time. */
  use<T>(draw: (known: Known) => Promise<T>): Promise<T>;
  /** How a run of this worker came out, while that is still being recorded. */
  note(number: number, outcome: Outcome): void;
}

type Outcome = Pick<Observation, "state" | "score">;

export interface Known {
  observations: readonly Observation[];
  /** `paramsHash` of every combination. */
  taken: ReadonlySet<string>;
}

export interface SweepHistories {
  get(round: { sweepId: string; round: number; spec: SweepSpec }): SweepHistory;
}

/**
 * Histories of sweeps whose sampler learns. A round's settled runs never change,
 * so each look reads only the others: its cost does not grow with the sweep.
 * Observations keep their identity, under which samplers remember things.
 */
export function createSweepHistories(database: Database): SweepHistories {
  const histories = new LRUCache<string, SweepHistory>({ max: keptHistories });
  return {
    get({ sweepId, round, spec }) {
      const key = `${sweepId} ${round}`;
      const known = histories.get(key) ?? createHistory(database, sweepId, spec);
      histories.set(key, known);
      return known;
    },
  };
}

function createHistory(
  database: Database,
  sweepId: string,
  { objective: { direction } }: SweepSpec,
): SweepHistory {
  const inTurn = pLimit(1);
  const observations = new Map<number, Observation>();
  const taken = new Set<string>();
  const unsettled = new Set<number>();
  /** Outcomes that the database may not know yet. */
  const noted = new Map<number, Outcome>();
  let last = 0;

  async function refresh(): Promise<void> {
    const mark: HistoryMark = { last, unsettled: [...unsettled] };
    for (const run of await readHistory(database, sweepId, { mark, direction })) {
      const { isSettled, ...observation } = run;
      const { number } = observation;
      const known = observations.get(number);
      if (!known) taken.add(paramsHash(run.params));
      if (!known || isSettled) observations.set(number, observation);
      for (; last < number; last += 1) unsettled.add(last + 1);
      if (!isSettled) continue;
      unsettled.delete(number);
      noted.delete(number);
    }
    for (const [number, outcome] of noted) {
      const known = observations.get(number);
      if (known?.state === "running") observations.set(number, { ...known, ...outcome });
    }
  }

  return {
    use: (draw) =>
      inTurn(async () => {
        await refresh();
        return await draw({ observations: [...observations.values()], taken });
      }),
    note: (number, outcome) => noted.set(number, outcome),
  };
}
