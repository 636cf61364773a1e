import { FlowProducer, Queue } from "bullmq";
import { queueNames, runJobId, type SweepRound, sweepJobId } from "./catalog.ts";
import { openBackend } from "./open-backend.ts";
import type { AnyQueue, QueueDeps, QueueFinding } from "./queue-backend.ts";
import { reachQueue } from "./reach-queue.ts";
import {
  buildRunJob,
  buildSweepFlow,
  buildSweepJob,
  type NamedRound,
  type SweepToQueue,
} from "./sweep-flow.ts";
import { tunables } from "./tunables.ts";

/**
 * Where the finalizing job of a sweep's round is.
 *
 * - `missing`: the queue does not know it (never added, or flushed, or trimmed).
 * - `waiting`: some of its run jobs have not finished.
 * - `due`: a finalizer has it, or will take it.
 * - `finished`: it was done, or failed for good.
 */
export type SweepJobState = "missing" | "waiting" | "due" | "finished";

export interface QueueCounts {
  waiting: number;
  active: number;
  delayed: number;
  failed: number;
  completed: number;
  /** Jobs that wait for their children. */
  waitingForChildren: number;
}

/**
 * The producing side. Everything may be called again after a crash at any
 * point; `unavailable` is thrown when the server cannot be reached.
 */
export interface Queues {
  /**
   * Adds run jobs of a round whose last runs will follow with `launchSweep`: its
   * finalizing job is not there yet. Jobs that are there are left as they are.
   */
  addRuns(sweep: SweepToQueue): Promise<void>;

  /** How many run jobs wait for a worker. */
  countWaitingRuns(): Promise<number>;

  /**
   * Adds a round of a sweep, or what is left of it, as one flow, in one transaction: all of it or
   * nothing. Its finalizing job becomes due when every run job of the flow has finished,
   * failed ones included; with no runs it is due at once. Does nothing when the
   * round is there, finished or not.
   */
  launchSweep(sweep: SweepToQueue): Promise<{ added: boolean }>;

  /**
   * Drops the run jobs of a round that nobody has begun and makes its finalizing
   * job due, so that it can record the end. Jobs in progress are left alone. Does
   * nothing when no run job is left.
   */
  dropRuns(sweep: NamedRound): Promise<void>;

  inspectSweep(sweep: SweepRound): Promise<SweepJobState>;

  /** Whether each of these runs has a job in this round that a worker has or will get. */
  holdsRuns(query: { round: number; runIds: string[] }): Promise<boolean>;

  /** The id of the job of the newest round, up to this one, that the queue still knows; null for none. */
  findRunJob(run: { runId: string; round: number }): Promise<string | null>;
  findSweepJob(sweep: SweepRound): Promise<string | null>;

  /** Drops finished jobs that are old, and the oldest beyond `keep` per queue and state. Call it now and then. */
  trimFinished(options?: { keep?: number }): Promise<void>;

  getCounts(): Promise<Record<keyof typeof queueNames, QueueCounts>>;

  /** What Bull Board's BullMQAdapter takes, one per queue. */
  boardQueues(): AnyQueue[];

  ping(): Promise<void>;

  /** What about the server's settings will hurt later. */
  check(): Promise<QueueFinding[]>;

  close(): Promise<void>;
}

export async function createQueues(deps: QueueDeps): Promise<Queues> {
  const { logger } = deps;
  const backend = await openBackend(deps, "producer");
  const options = {
    ...backend.options,
    streams: { events: { maxLen: tunables.keepEvents } },
  };
  const runs: AnyQueue = new Queue(queueNames.runs, options, backend.factory);
  const sweeps: AnyQueue = new Queue(queueNames.sweeps, options, backend.factory);
  const flows = new FlowProducer(options, backend.factory);
  // The backend has reported a failed connection already; each of these repeats it.
  const note = (error: Error) => logger.debug({ err: error }, "queue connection failed");
  runs.on("error", note);
  sweeps.on("error", note);
  flows.on("error", note);

  async function close() {
    await Promise.all([runs.close(), sweeps.close(), flows.close()]);
    await backend.close();
  }

  async function inspectSweep(sweep: SweepRound): Promise<SweepJobState> {
    return sweepJobStates[await sweeps.getJobState(sweepJobId(sweep))];
  }

  async function launchSweep(sweep: SweepToQueue) {
    // Adding over an existing flow would have Redis wait again for run jobs that
    // failed for good, and those never finish a second time.
    if ((await inspectSweep(sweep)) !== "missing") return { added: false };
    await flows.add(buildSweepFlow(sweep));
    return { added: true };
  }

  async function dropRuns(sweep: NamedRound) {
    const id = sweepJobId(sweep);
    if ((await inspectSweep(sweep)) !== "waiting") return;
    await (await sweeps.getJob(id))?.removeUnprocessedChildren();
    // It still waits for the jobs in progress: one without children takes its place.
    if ((await inspectSweep(sweep)) !== "waiting") return;
    await sweeps.remove(id, { removeChildren: false });
    const job = buildSweepJob(sweep);
    await sweeps.add(job.name, job.data, job.opts);
  }

  async function trim(queue: AnyQueue, state: "completed" | "failed", keep: number) {
    await queue.clean(tunables.keepFinishedMs[state], tunables.trimBatch, state);
    const excess = (await queue.getJobCountByTypes(state)) - keep;
    if (excess > 0) await queue.clean(0, Math.min(excess, tunables.trimBatch), state);
  }

  async function findNewest(queue: AnyQueue, ids: readonly string[]) {
    const states = await Promise.all(ids.map((id) => queue.getJobState(id)));
    return ids.find((_, index) => states[index] !== "unknown") ?? null;
  }

  const queues: Queues = {
    launchSweep: (sweep) =>
      reachQueue(() => backend.exclusively(sweepJobId(sweep), () => launchSweep(sweep))),

    addRuns: (sweep) =>
      reachQueue(() =>
        backend.exclusively(sweepJobId(sweep), async () => {
          await runs.addBulk(sweep.runs.map((run) => buildRunJob(sweep, run)));
        }),
      ),

    countWaitingRuns: () => reachQueue(() => runs.getJobCountByTypes("waiting", "prioritized")),

    dropRuns: (sweep) => reachQueue(() => dropRuns(sweep)),
    inspectSweep: (sweep) => reachQueue(() => inspectSweep(sweep)),

    holdsRuns: ({ round, runIds }) =>
      reachQueue(async () => {
        const states = await Promise.all(
          runIds.map((runId) => runs.getJobState(runJobId(runId, round))),
        );
        return states.every((state) => sweepJobStates[state] === "due");
      }),

    findRunJob: ({ runId, round }) =>
      reachQueue(() =>
        findNewest(
          runs,
          roundsBefore(round).map((one) => runJobId(runId, one)),
        ),
      ),

    findSweepJob: ({ sweepId, round }) =>
      reachQueue(() =>
        findNewest(
          sweeps,
          roundsBefore(round).map((one) => sweepJobId({ sweepId, round: one })),
        ),
      ),

    trimFinished: ({ keep = tunables.keepFinishedCount } = {}) =>
      reachQueue(async () => {
        for (const queue of [runs, sweeps]) {
          await trim(queue, "completed", keep);
          await trim(queue, "failed", keep);
        }
      }),

    getCounts: () =>
      reachQueue(async () => ({
        runs: await countJobs(runs),
        sweeps: await countJobs(sweeps),
      })),

    boardQueues: () => [runs, sweeps],
    ping: () => reachQueue(() => backend.ping(), tunables.pingTimeoutMs),
    check: () => reachQueue(() => backend.check()),
    close,
  };

  try {
    await reachQueue(
      () => Promise.all([runs.waitUntilReady(), sweeps.waitUntilReady()]),
      tunables.startTimeoutMs,
    );
    return queues;
  } catch (error) {
    await close();
    throw error;
  }
}

/** This round and those before it, newest first; of very many those that may still be kept. */
function roundsBefore(round: number): number[] {
  const count = Math.min(round, tunables.roundsLookedAt);
  return Array.from({ length: count }, (_, index) => round - index);
}

const sweepJobStates: Record<Awaited<ReturnType<AnyQueue["getJobState"]>>, SweepJobState> = {
  unknown: "missing",
  "waiting-children": "waiting",
  waiting: "due",
  prioritized: "due",
  delayed: "due",
  active: "due",
  completed: "finished",
  failed: "finished",
};

async function countJobs(queue: AnyQueue): Promise<QueueCounts> {
  const counts = await queue.getJobCounts(
    "waiting",
    "active",
    "delayed",
    "failed",
    "completed",
    "waiting-children",
  );
  return {
    waiting: counts.waiting ?? 0,
    active: counts.active ?? 0,
    delayed: counts.delayed ?? 0,
    failed: counts.failed ?? 0,
    completed: counts.completed ?? 0,
    waitingForChildren: counts["waiting-children"] ?? 0,
  };
}
