import { AppError } from "@rookery/contracts";
import { isCommandTrainer } from "@rookery/learning";
import pLimit from "p-limit";
import type { ProgramScore } from "./command/program-tasks.ts";
import {
  type ProgramContext,
  type ProgramTraining,
  trainProgram,
} from "./command/train-program.ts";
import { createThreadPools, type ThreadPoolsOptions } from "./create-thread-pools.ts";
import { hearProgress } from "./hear-progress.ts";
import type { ProgressListener, ProgressRules } from "./progress.ts";
import type { RefitResult, RefitTask, Task, TrainResult, TrainTask } from "./tasks.ts";
import { unpackError } from "./thread-outcome.ts";

/** What to train; `progress` comes from the pool. */
export interface TrainInput extends Omit<TrainTask, "kind" | "progress"> {
  /** Needed by trainers that run a program. */
  program?: ProgramContext;
}

export interface TrainWatch extends ProgressRules {
  listen: ProgressListener;
}

export interface TrainingPool {
  /** Trains a task, or what makes one when its turn has come. */
  train(
    task: TrainInput | (() => Promise<TrainInput>),
    limits: TaskLimits,
    watch?: TrainWatch,
  ): Promise<TrainResult>;
  refit(task: Omit<RefitTask, "kind">, limits: TaskLimits): Promise<RefitResult>;
  /** Ends threads and programs; what they were doing rejects with `unavailable`. */
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
  const programs = new Set<Promise<TrainResult>>();

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

  async function trainOnThread(
    task: Omit<TrainTask, "kind" | "progress">,
    { limits, watch, stop }: { limits: TaskLimits; watch?: TrainWatch; stop: AbortController },
  ): Promise<TrainResult> {
    const hearing = watch && hearProgress(watch, watch.listen);
    try {
      const line = hearing?.line;
      const result = await runOnThread({ ...task, kind: "train", progress: line }, limits, stop);
      return result as TrainResult;
    } finally {
      hearing?.close();
    }
  }

  async function runProgramWithin(
    training: Pick<ProgramTraining, "trainer" | "task" | "context">,
    { timeoutMs, memoryMb }: TaskLimits,
    stop: AbortController,
  ): Promise<TrainResult> {
    const timer = setTimeout(() => stop.abort(timedOut(timeoutMs)), timeoutMs);
    const running = trainProgram({
      ...training,
      memoryMb,
      signal: stop.signal,
      prepare: async (task) => {
        await runOnThread(task, { timeoutMs }, stop);
      },
      score: async (task) => (await runOnThread(task, { timeoutMs }, stop)) as ProgramScore,
    });
    programs.add(running);
    try {
      return await running;
    } finally {
      clearTimeout(timer);
      programs.delete(running);
    }
  }

  return {
    train: async (input, limits, watch) => {
      let running: Promise<TrainResult> | undefined;
      try {
        return await run(limits, async (stop) => {
          const { program: context, ...task } = typeof input === "function" ? await input() : input;
          const trainer = trainers.find(task.spec.trainer);
          if (!isCommandTrainer(trainer)) return await trainOnThread(task, { limits, watch, stop });
          if (!context) throw new RangeError(`nobody listens to the program of ${trainer.name}`);
          running = runProgramWithin({ trainer, task, context }, limits, stop);
          return await running;
        });
      } catch (error) {
        // A program that was told to stop may take a moment; until then the run is nobody else's.
        await running?.then(({ output }) => output?.remove()).catch(() => {});
        throw error;
      }
    },
    refit: (task, limits) =>
      run(limits, async (stop) => {
        return (await runOnThread({ ...task, kind: "refit" }, limits, stop)) as RefitResult;
      }),
    close: async () => {
      const reason = new AppError("unavailable", "The training threads are being stopped.");
      for (const stop of unfinished) stop.abort(reason);
      await Promise.allSettled(programs);
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
