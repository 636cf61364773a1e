import { AppError } from "@rookery/contracts";
import pLimit from "p-limit";
import { createThreadPools, type ThreadPoolsOptions } from "./create-thread-pools.ts";
import { hearProgress } from "./hear-progress.ts";
import type { ProgressListener, ProgressRules } from "./progress.ts";
import type { RefitResult, RefitTask, Task, TrainResult, TrainTask } from "./tasks.ts";
import { unpackError } from "./thread-outcome.ts";

/** What to train; `progress` comes from the pool. */
export type TrainInput = Omit<TrainTask, "kind" | "progress">;

export interface TrainingPool {
  /** Trains a task, or what makes one when its turn has come. */
  train(
    task: TrainInput | (() => Promise<TrainInput>),
    limits: TaskLimits,
    watch?: ProgressRules & { listen: ProgressListener },
  ): Promise<TrainResult>;
  refit(task: Omit<RefitTask, "kind">, limits: TaskLimits): Promise<RefitResult>;
  /** Ends the threads at once; what they were doing rejects with `unavailable`. */
  close(): Promise<void>;
}

export interface TaskLimits {
  /** Counted from the moment the task is on its thread. */
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
export function createTrainingPool({ threads, trainers }: ThreadPoolsOptions): TrainingPool {
  const pools = createThreadPools({ threads, trainers });
  const limit = pLimit(threads);
  const unfinished = new Set<AbortController>();

  async function run<Result>(limits: TaskLimits, work: (stop: AbortController) => Promise<Result>) {
    const { signal } = limits;
    signal?.throwIfAborted();
    const stop = new AbortController();
    const follow = () => stop.abort(signal?.reason);
    signal?.addEventListener("abort", follow, { once: true });
    unfinished.add(stop);
    try {
      const done = limit(() => {
        stop.signal.throwIfAborted();
        return work(stop);
      });
      return await Promise.race([done, whenAborted(stop.signal)]);
    } finally {
      unfinished.delete(stop);
      signal?.removeEventListener("abort", follow);
    }
  }

  async function runOnThread(
    task: Task,
    { timeoutMs, memoryMb }: TaskLimits,
    stop: AbortController,
  ) {
    stop.signal.throwIfAborted();
    const timer = setTimeout(() => stop.abort(timedOut(timeoutMs)), timeoutMs);
    try {
      const outcome = await pools.get(memoryMb).run(task, {
        signal: stop.signal,
        ...(task.kind === "train" && task.progress && { transferList: [task.progress.port] }),
      });
      if (outcome.ok) return outcome.value;
      throw unpackError(outcome.error);
    } catch (error) {
      throw stop.signal.aborted ? stop.signal.reason : asFailure(error, memoryMb);
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    train: (input, limits, watch) =>
      run(limits, async (stop) => {
        const prepared = typeof input === "function" ? await input() : input;
        const hearing = watch && hearProgress(watch, watch.listen);
        try {
          const task: TrainTask = { ...prepared, kind: "train", progress: hearing?.line };
          return (await runOnThread(task, limits, stop)) as TrainResult;
        } finally {
          hearing?.close();
        }
      }),
    refit: (task, limits) =>
      run(limits, async (stop) => {
        return (await runOnThread({ ...task, kind: "refit" }, limits, stop)) as RefitResult;
      }),
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
  const why = error instanceof Error ? `: ${error.message}` : "";
  return new AppError("training-failed", `The training thread ended unexpectedly${why}.`, {
    cause: error,
  });
}

const isOutOfMemory = (error: unknown) =>
  error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
