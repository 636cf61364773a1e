import { setTimeout as delay } from "node:timers/promises";
import { AppError } from "@rookery/contracts";
import type { Database } from "@rookery/database";
import type { Logger } from "@rookery/runtime";
import { type Claim, findUnwantedRuns, type HeldRun } from "@rookery/tracking";

/** How long a run may go on after somebody cancelled it. */
const lookMs = 400;

export interface HeldRuns {
  /** Watches over a claimed run while `use` works on it. The signal aborts with `run-cancelled`. */
  hold<T>(claim: Claim, use: (unwanted: AbortSignal) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/**
 * Asks the database now and then, in one query for all runs this worker holds,
 * which of them nobody wants any more. It asks only while it holds any.
 */
export function createHeldRuns({
  database,
  logger,
}: {
  database: Database;
  logger: Logger;
}): HeldRuns {
  const held = new Map<Claim, AbortController>();
  const closing = new AbortController();
  let looking: Promise<void> | undefined;

  async function look(): Promise<void> {
    while (held.size > 0 && !closing.signal.aborted) {
      await delay(lookMs, undefined, { signal: closing.signal }).catch(() => {});
      try {
        const unwanted = await findUnwantedRuns(database, [...held.keys()]);
        for (const [claim, controller] of held) {
          if (unwanted.some((run) => isSame(run, claim))) {
            controller.abort(new AppError("run-cancelled", "The run was cancelled."));
          }
        }
      } catch (error) {
        logger.warn({ err: error }, "cannot see whether runs were cancelled");
      }
    }
    looking = undefined;
  }

  return {
    async hold(claim, use) {
      const controller = new AbortController();
      held.set(claim, controller);
      looking ??= look();
      try {
        return await use(controller.signal);
      } finally {
        held.delete(claim);
      }
    },
    close: async () => {
      closing.abort();
      await looking;
    },
  };
}

function isSame(a: HeldRun, b: HeldRun): boolean {
  return a.runId === b.runId && a.attempt === b.attempt;
}
