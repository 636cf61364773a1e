import { type SweepSpec, scoreOf } from "@rookery/contracts";
import type { Database } from "@rookery/database";
import type { Logger } from "@rookery/runtime";
import { getPruner } from "@rookery/search";
import { type Claim, type MetricReport, readPeerValues, reportMetrics } from "@rookery/tracking";
import type { Progress } from "@rookery/training";
import pLimit from "p-limit";

/** How long a report may wait for others before they are written together. */
const writeMs = 1_000;

/** What an attempt reports while it trains. */
export interface RunProgress {
  /** Hears of a step; where the pruner is asked, the answer is whether the run shall stop. */
  listen(progress: Progress): Promise<boolean> | undefined;
  /** Writes what has not been written yet, and waits for what is being written. */
  flush(): Promise<void>;
}

export interface RunProgressDeps {
  database: Database;
  logger: Logger;
  claim: Claim;
  spec: SweepSpec;
}

/**
 * Writes reports to the run's metric history, in batches, and has the pruner
 * judge on what the other runs have reported. A run whose peers cannot be asked
 * goes on.
 */
export function createRunProgress({ database, logger, claim, spec }: RunProgressDeps): RunProgress {
  const { runId, attempt, sweepId } = claim;
  const { metric, direction } = spec.objective;
  const pruner = getPruner(spec.pruner.name);
  let unwritten: MetricReport[] = [];
  let timer: NodeJS.Timeout | undefined;
  // One write at a time: a run's end must not overtake what it reported before.
  const inTurn = pLimit(1);

  const flush = () =>
    inTurn(async () => {
      clearTimeout(timer);
      timer = undefined;
      const reports = unwritten;
      unwritten = [];
      try {
        await reportMetrics(database, { runId, attempt, reports });
      } catch (error) {
        unwritten = [...reports, ...unwritten];
        throw error;
      }
    });

  const warn = (error: unknown) =>
    logger.warn({ err: error, runId, attempt }, "progress cannot be written or compared");

  async function judge(step: number, standing: NonNullable<Progress["question"]>) {
    const [values] = await Promise.all([
      readPeerValues(database, { sweepId, runId, metric, step }),
      flush(),
    ]);
    const peers = values.map((value) => scoreOf(direction, value));
    return pruner.shouldPrune({ step, ...standing, peers, options: spec.pruner });
  }

  return {
    listen({ step, values, question }) {
      unwritten.push({ step, timestampMs: Date.now(), values });
      if (question) {
        return judge(step, question).catch((error) => {
          warn(error);
          return false;
        });
      }
      timer ??= setTimeout(() => void flush().catch(warn), writeMs);
      return undefined;
    },
    flush,
  };
}
