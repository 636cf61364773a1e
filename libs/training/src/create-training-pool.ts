import { AppError } from "@rookery/contracts";
import pLimit from "p-limit";
import { Piscina } from "piscina";
import type { RefitResult, RefitTask, Task, TrainResult, TrainTask } from "./tasks.ts";
import { type Outcome, unpackError } from "./thread-outcome.ts";

export interface TrainingPool {
  train(task: Omit<TrainTask, "kind">, limits: TaskLimits): Promise<TrainResult>;
  refit(task: Omit<RefitTask, "kind">, limits: TaskLimits): Promise<RefitResult>;
  close(): Promise<void>;
}

export interface TaskLimits {
  /** Counted from the moment a thread takes the task. */
  timeoutMs: number;
  /** Ends the thread at once; its `reason` is what the task then rejects with. */
  signal?: AbortSignal;
}

/**
 * Warm threads that train one task each, so the event loop that renews job
 * locks and heartbeats is never blocked. A task that passes its limit or is
 * aborted loses its thread, whatever that thread was doing, and a new one
 * takes its place.
 *
 * Rejects with `run-timed-out`, with the signal's reason, or with what the
 * trainer threw.
 */
export function createTrainingPool({ threads }: { threads: number }): TrainingPool {
  const piscina = new Piscina<Task, Outcome<TrainResult | RefitResult>>({
    filename: new URL("./thread.js", import.meta.url).href,
    name: "runTask",
    minThreads: threads,
    maxThreads: threads,
  });
  const limit = pLimit(threads);

  async function run(task: Task, { timeoutMs, signal }: TaskLimits) {
    const stop = new AbortController();
    const abort = () => stop.abort(signal?.reason);
    const timer = setTimeout(() => stop.abort(timedOut(timeoutMs)), timeoutMs);
    signal?.addEventListener("abort", abort, { once: true });
    try {
      signal?.throwIfAborted();
      const outcome = await piscina.run(task, { signal: stop.signal });
      if (outcome.ok) return outcome.value;
      throw unpackError(outcome.error);
    } catch (error) {
      throw stop.signal.aborted ? stop.signal.reason : asFailure(error);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    }
  }

  return {
    train: (task, limits) =>
      limit(() => run({ ...task, kind: "train" }, limits) as Promise<TrainResult>),
    refit: (task, limits) =>
      limit(() => run({ ...task, kind: "refit" }, limits) as Promise<RefitResult>),
    close: () => piscina.close({ force: true }),
  };
}

function timedOut(timeoutMs: number): AppError {
  return new AppError("run-timed-out", `The run took longer than its limit of ${timeoutMs} ms.`, {
    hint: "Raise runTimeoutMs, or search cheaper parameters.",
  });
}

/** The thread itself died: out of memory, or an error outside of any task. */
function asFailure(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return new AppError("training-failed", "The training thread ended unexpectedly.", {
    cause: error,
  });
}
