import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "@rookery/contracts";
import { DelayedError, type IQueueBackend, type Job, WaitingError, Worker } from "bullmq";
import type { z } from "zod";
import { isGroupJobId } from "./catalog.ts";
import { JobInterrupted, toJobError } from "./job-errors.ts";
import { openBackend } from "./open-backend.ts";
import type { QueueDeps } from "./queue-backend.ts";
import { reachQueue } from "./reach-queue.ts";
import { tunables } from "./tunables.ts";

export interface JobContext {
  /** 1 for the first try. Handing a job back does not count as one. */
  attempt: number;
  /** Whether a retryable error now ends the job all the same. */
  isLastAttempt: boolean;
  /** Aborted with a `JobInterrupted` when the job must stop. */
  signal: AbortSignal;
  /** Adds a line to the job's log in Bull Board. Never fails. */
  log(line: string): Promise<void>;
  /** Puts what is known only now into the job, for Bull Board to show. Never fails. */
  updatePayload(changes: Record<string, unknown>): Promise<void>;
  /** 0 to 100, shown in Bull Board. Never fails. */
  updateProgress(percent: number): Promise<void>;
}

/** What a processor may answer: come back later, without using up a try. */
export type JobOutcome = undefined | { postponeMs: number };

export interface ConsumerOptions<Payload> extends QueueDeps {
  /** Jobs at the same time. */
  concurrency: number;
  /**
   * Does the job. A rejection with an AppError that is not retryable ends it;
   * any other is retried with exponential backoff while tries are left.
   */
  process(payload: Payload, context: JobContext): Promise<JobOutcome> | Promise<void>;
}

export interface Consumer {
  readonly activeCount: number;
  /** Takes no more jobs; those in progress go on. */
  pause(): Promise<void>;
  resume(): void;
  /**
   * Takes no more jobs, lets those in progress finish for `graceMs`, then
   * interrupts them and hands them back to the queue. One that does not stop
   * within `interruptMs` is handed back over its head.
   */
  close(options?: { graceMs?: number; interruptMs?: number }): Promise<void>;
}

interface ActiveJob {
  job: Job;
  token: string | undefined;
  controller: AbortController;
}

export async function createConsumer<Payload>(
  definition: { queueName: string; payload: z.ZodType<Payload> },
  options: ConsumerOptions<Payload>,
): Promise<Consumer> {
  const { logger } = options;
  const backend = await openBackend(options, "consumer");
  const active = new Map<string, ActiveJob>();
  let closing: Promise<void> | undefined;

  const worker = new Worker<unknown, unknown, string, IQueueBackend>(
    definition.queueName,
    // BullMQ hands its signal only to a processor that declares three parameters;
    // it is not used, because BullMQ never aborts it by itself.
    (job, token) => (isGroupJobId(job.id) ? Promise.resolve() : track(job, token)),
    {
      ...backend.options,
      autorun: false,
      concurrency: options.concurrency,
      lockDuration: tunables.lockDurationMs,
      stalledInterval: tunables.stalledIntervalMs,
      maxStalledCount: tunables.maxStalledCount,
      drainDelay: tunables.idleWaitSeconds,
      runRetryDelay: tunables.connectionRetryMs,
    },
    backend.factory,
  );
  worker.on("error", (error) => {
    if (closing) logger.debug({ err: error }, "queue consumer failed while closing");
    else logger.warn({ err: error, queue: definition.queueName }, "queue consumer failed");
  });
  worker.on("stalled", (jobId) => logger.warn({ jobId }, "job lost its worker, queued again"));
  worker.on("lockRenewalFailed", (jobIds) => {
    for (const id of jobIds) active.get(id)?.controller.abort(new JobInterrupted("lock-lost"));
  });

  async function track(job: Job, token: string | undefined) {
    if (closing) return handBack(job, token);
    const id = job.id ?? "";
    const controller = new AbortController();
    active.set(id, { job, token, controller });
    try {
      return await run(job, token, controller.signal);
    } finally {
      active.delete(id);
    }
  }

  async function run(job: Job, token: string | undefined, signal: AbortSignal) {
    try {
      const payload = definition.payload.safeParse(job.data);
      if (!payload.success) {
        throw new AppError("validation-failed", `Job ${job.id} has a payload of another shape.`, {
          cause: payload.error,
        });
      }
      const outcome = await options.process(payload.data, describe(job, signal));
      if (outcome) return await postpone({ job, token, signal, delayMs: outcome.postponeMs });
    } catch (error) {
      if (error instanceof DelayedError) throw error;
      if (isClosing(signal)) return await handBack(job, token);
      throw toJobError(error);
    }
  }

  function describe(job: Job, signal: AbortSignal): JobContext {
    const attempt = job.attemptsMade + 1;
    const note = (error: unknown) =>
      logger.warn({ err: error, jobId: job.id }, "job note could not be written");
    return {
      attempt,
      isLastAttempt: attempt >= (job.opts.attempts ?? 1),
      signal,
      log: (line) => job.log(line).then(() => undefined, note),
      updatePayload: (changes) =>
        job.updateData({ ...(job.data as object), ...changes }).catch(note),
      updateProgress: (percent) => job.updateProgress(percent).catch(note),
    };
  }

  /** Interrupts what is left; what does not stop is handed back over its head. */
  async function interruptAll(finished: Promise<void>, interruptMs: number) {
    for (const { controller } of active.values()) controller.abort(new JobInterrupted("closing"));
    if (await settlesWithin(finished, interruptMs)) return;
    for (const { job, token } of active.values()) {
      logger.warn({ jobId: job.id }, "job did not stop in time, handed back over its head");
      await job.moveToWait(token);
    }
    await worker.disconnect();
  }

  try {
    await reachQueue(() => worker.waitUntilReady(), tunables.startTimeoutMs);
  } catch (error) {
    await worker.close(true);
    await backend.close();
    throw error;
  }
  worker.run().catch((error) => logger.error({ err: error }, "queue consumer stopped"));

  return {
    get activeCount() {
      return active.size;
    },
    pause: () => worker.pause(true),
    resume: () => worker.resume(),
    close({ graceMs = tunables.closeGraceMs, interruptMs = tunables.interruptGraceMs } = {}) {
      closing ??= (async () => {
        const finished = worker.close();
        if (!(await settlesWithin(finished, graceMs))) await interruptAll(finished, interruptMs);
        await backend.close();
      })();
      return closing;
    },
  };
}

const isClosing = ({ reason }: AbortSignal) =>
  reason instanceof JobInterrupted && reason.why === "closing";

async function handBack(job: Job, token: string | undefined): Promise<never> {
  await job.moveToWait(token);
  throw new WaitingError();
}

interface Postponement {
  job: Job;
  token: string | undefined;
  signal: AbortSignal;
  delayMs: number;
}

/**
 * Tries again while the queue is away: given up, the job would stay with this
 * consumer until its lock ran out, and so it does in the end.
 */
async function postpone({ job, token, signal, delayMs }: Postponement): Promise<never> {
  const giveUpAt = performance.now() + tunables.lockDurationMs;
  for (;;) {
    try {
      await job.moveToDelayed(Date.now() + Math.ceil(delayMs), token);
      break;
    } catch (error) {
      if (signal.aborted || isRefusal(error) || performance.now() > giveUpAt) throw error;
      await sleep(tunables.connectionRetryMs, undefined, { signal }).catch(() => {});
    }
  }
  throw new DelayedError();
}

/** BullMQ's own errors have negative codes: the job is gone, or another consumer's. */
const isRefusal = (error: unknown) =>
  error instanceof Error && "code" in error && typeof error.code === "number" && error.code < 0;

async function settlesWithin(work: Promise<void>, timeoutMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, timeoutMs, false);
  });
  try {
    return await Promise.race([work.then(() => true), expired]);
  } finally {
    clearTimeout(timer);
  }
}
