import { type Loop, repeat } from "@rookery/runtime";
import {
  listNextRuns,
  listUnhandedSweeps,
  recordHandedOver,
  type UnhandedSweep,
} from "@rookery/tracking";
import type { OrchestratorDeps } from "../deps.ts";
import { createQueueWindow } from "./queue-window.ts";
import { createRoomSharer } from "./share-room.ts";

const intervalMs = 100;

/** A queue that never answers must not keep the server from closing; what is cut off is made up later. */
const closeGraceMs = 2_000;

/**
 * Hands runs to the queue when their turn is near. Each run gets a job of its own,
 * but only a window of them waits in the queue, whatever the size of the sweeps:
 * the rest are rows of PostgreSQL. Sweeps share the window by their priorities, so
 * none waits until a larger one is done. The last runs of a sweep come as a flow with
 * its finalizing job.
 *
 * Any number of orchestrators may do this at once. Jobs are added before it is
 * recorded that they were, under ids made from their runs, so a process that dies or
 * one that is as quick adds them once more and changes nothing. What the queue
 * loses afterwards the reconciler finds.
 */
export function startHandover(
  deps: Pick<OrchestratorDeps, "database" | "queues" | "logger">,
): Loop {
  const { database, queues, logger } = deps;
  const window = createQueueWindow();
  const sharer = createRoomSharer();

  async function handOverAll(signal: AbortSignal): Promise<void> {
    const sweeps = await listUnhandedSweeps(database);
    if (sweeps.length === 0) return window.reset();
    const running = sweeps.filter(({ state }) => state === "running");
    const room = running.length === 0 ? 0 : window.measureRoom(await queues.countWaitingRuns());
    const shares = sharer.share(
      room,
      running.map(({ sweepId, priority, runCount, handedThrough }) => ({
        id: sweepId,
        priority,
        wants: runCount - handedThrough,
      })),
    );
    // The few runs of one sweep do not stand behind the many of another.
    const shareOf = ({ sweepId }: UnhandedSweep) => shares.get(sweepId) ?? 0;
    for (const sweep of sweeps.toSorted((a, b) => shareOf(a) - shareOf(b))) {
      if (signal.aborted) return;
      // Those that are stopped or finalized train nothing more: they get their finalizing job.
      if (sweep.state !== "running") await handOverEnd(sweep, []);
      else if (shareOf(sweep) > 0) await handOverNext(sweep, shareOf(sweep));
    }
  }

  async function handOverNext(sweep: UnhandedSweep, limit: number): Promise<void> {
    const { sweepId, round, handedThrough: after } = sweep;
    const { runs, areLast } = await listNextRuns(database, { sweepId, after, limit });
    if (areLast) return await handOverEnd(sweep, runs);
    await queues.addRuns({ ...sweep, runs });
    const through = runs.at(-1)?.number ?? after;
    await recordHandedOver(database, { sweepId, round, through });
  }

  async function handOverEnd(
    sweep: UnhandedSweep,
    runs: Awaited<ReturnType<typeof listNextRuns>>["runs"],
  ): Promise<void> {
    const { sweepId, round, runCount: through } = sweep;
    await queues.launchSweep({ ...sweep, runs });
    await recordHandedOver(database, { sweepId, round, through });
  }

  return repeat({
    name: "handover",
    intervalMs,
    turn: handOverAll,
    failure: "runs cannot be handed to the queue; trying again",
    logger,
    closeGraceMs,
  });
}
