import { AppError, type StopReason } from "@rookery/contracts";
import type { Database } from "@rookery/database";
import { type Logger, repeat } from "@rookery/runtime";
import { type Claim, findUnwantedRuns, type HeldRun, type UnwantedRun } from "@rookery/tracking";

/** How long a run may go on after its sweep was paused or stopped. */
const lookMs = 400;

export interface HeldRuns {
  /** What is held now. */
  list(): HeldRun[];
  /**
   * Watches over a claimed run while `use` works on it. The signal aborts with
   * `run-paused` when the run is to be handed back, else with `run-cancelled`.
   */
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

  async function look(): Promise<void> {
    if (held.size === 0) return;
    const unwanted = await findUnwantedRuns(database, [...held.keys()]);
    for (const [claim, controller] of held) {
      const reason = unwanted.find((run) => isSame(run, claim))?.why;
      if (reason !== undefined) controller.abort(describe(reason));
    }
  }

  const looking = repeat({
    name: "watch over held runs",
    intervalMs: lookMs,
    turn: look,
    failure: "cannot see whether runs are still wanted",
    logger,
  });

  return {
    list: () => [...held.keys()],
    async hold(claim, use) {
      const controller = new AbortController();
      held.set(claim, controller);
      try {
        return await use(controller.signal);
      } finally {
        held.delete(claim);
      }
    },
    close: looking.close,
  };
}

const stopMessages: Record<StopReason, string> = {
  cancelled: "The run was cancelled.",
  "too-many-failures": "The run was cancelled: too many runs of its sweep had failed.",
  deadline: "The run was cancelled: its sweep's deadline had passed.",
};

function describe(why: UnwantedRun["why"]): AppError {
  if (why === "paused") return new AppError("run-paused", "The sweep was paused.");
  if (why === "superseded") return new AppError("run-cancelled", "Another attempt took over.");
  return new AppError("run-cancelled", stopMessages[why]);
}

function isSame(a: HeldRun, b: HeldRun): boolean {
  return a.runId === b.runId && a.attempt === b.attempt;
}
