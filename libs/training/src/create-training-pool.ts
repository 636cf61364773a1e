import { AppError } from "@rookery/contracts";
import pLimit from "p-limit";
import { createThreadPools } from "./create-thread-pools.ts";
import type { RefitResult, RefitTask, Task, TrainResult, TrainTask } from "./tasks.ts";
import { unpackError } from "./thread-outcome.ts";

export interface TrainingPool {
  train(task: Omit<TrainTask, "kind">, limits: TaskLimits): Promise<TrainResult>;
  refit(task: Omit<RefitTask, "kind">, limits: TaskLimits): Promise<RefitResult>;
  /** Ends the threads at once; what they were doing rejects with `unavailable`. */
  close(): Promise<void>;
}

export interface TaskLimits {
  /** Counted from the moment the task's turn comes. */
  timeoutMs: number;
  /** Of the thread's JavaScript heap, which typed arrays are no part of. Default: what V8 allows. */
  memoryMb?: number | undefined;
  /** Ends the thread at once; its `reason` is what the task then rejects with. */
  signal?: AbortSignal;
}

/**
 * Warm threads that train one task each, so the event loop that renews job
 * locks and heartbeats is never blocked. A task that passes its limit or is
 * aborted loses its thread, whatever that thread was doing, and a new one
 * takes its place. One that is aborted before its turn never starts.
 *
 * Rejects with `run-timed-out`, with the signal's reason, or with what the
 * trainer threw.
 */
export function createTrainingPool({ threads }: { threads: number }): TrainingPool {
  const pools = createThreadPools({ threads });
  const limit = pLimit(threads);
  const unfinished = new Set<AbortController>();

  async function run(task: Task, limits: TaskLimits) {
    const { signal } = limits;
    signal?.throwIfAborted();
    const stop = new AbortController();
    const follow = () => stop.abort(signal?.reason);
    signal?.addEventListener("abort", follow, { once: true });
    unfinished.add(stop);
    try {
      const done = limit(() => runOnThread(task, limits, stop));
      return await Promise.race([done, whenAborted(stop.signal)]);
    } finally {
      unfinished.delete(stop);
      signal?.removeEventListener("abort", follow);
    }
  }

  async function runOnThread(task: Task, limits: TaskLimits, stop: AbortController) {
    const { timeoutMs, memoryMb } = limits;
    stop.signal.throwIfAborted();
    const timer = setTimeout(() => stop.abort(timedOut(timeoutMs)), timeoutMs);
    try {
      const outcome = await pools.get(memoryMb).run(task, { signal: stop.signal });
      if (outcome.ok) return outcome.value;
      throw unpackError(outcome.error);
    } catch (error) {
      throw stop.signal.aborted ? stop.signal.reason : asFailure(error, memoryMb);
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    train: (task, limits) => run({ ...task, kind: "train" }, limits) as Promise<TrainResult>,
    refit: (task, limits) => run({ ...task, kind: "refit" }, limits) as Promise<RefitResult>,
    close: async () => {
      const reason = new AppError("unavailable", "The training threads are being stopped.");
      for (const stop of unfinished) stop.abort(reason);
      await pools.close();
    },
  };
}

/** Rejects with the signal's reason. */
function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

function timedOut(timeoutMs: number): AppError {
  return new AppError("run-timed-out", `The run took longer than its limit of ${timeoutMs} ms.`, {
    hint: "Raise runTimeoutMs, or search cheaper parameters.",
  });
}

/** The thread itself died: out of memory, or an error outside of any task. */
function asFailure(error: unknown, memoryMb: number | undefined): AppError {
  if (error instanceof AppError) return error;
  if (isOutOfMemory(error)) {
    const limit = memoryMb === undefined ? "there is" : `its limit of ${memoryMb} MB`;
    return new AppError("training-failed", `The training needed more memory than ${limit}.`, {
      hint: "Raise runMemoryMb, or train on fewer rows or columns.",
      cause: error,
    });
  }
  return new AppError("training-failed", "The training thread ended unexpectedly.", {
    cause: error,
  });
}

const isOutOfMemory = (error: unknown) =>
  error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
