import { AppError } from "@rookery/contracts";
import type { TrainerModules } from "@rookery/trainer-kit";
import type { Outcome } from "@rookery/training-threads";
import pLimit from "p-limit";
import { Piscina } from "piscina";
import type { PlanResult, PlanTask } from "./plan-thread.ts";

/** One that takes long leaves room for another. */
const threadCount = 2;
const idleTimeoutMs = 60_000;
/** More than this do not wait. */
const mostWaiting = 100;
/** What one step of a plan may take, counted from the moment it is on its thread. */
const defaultBudgetMs = 30_000;
/** Of a thread's heap: several times what the largest sweep needs. */
const memoryMb = 1024;

export interface PlanThreads {
  /** Rejects as `Planner` says. */
  perform(task: PlanTask, signal?: AbortSignal): Promise<Outcome<PlanResult>>;
  /** Ends whatever they do. */
  close(): Promise<void>;
}

export interface PlanThreadsOptions {
  modules: TrainerModules;
  /** Default 30 s. */
  budgetMs?: number | undefined;
}

/** Threads that plan sweeps. One whose work is no longer wanted is ended, and another takes its place. */
export function createPlanThreads({
  modules,
  budgetMs = defaultBudgetMs,
}: PlanThreadsOptions): PlanThreads {
  const pool = new Piscina<PlanTask, Outcome<PlanResult>>({
    // Named from the package's folder: threads run what is built, for tests of the sources too.
    filename: new URL("../../dist/planning/plan-thread-entry.cjs", import.meta.url).href,
    name: "perform",
    minThreads: 1,
    maxThreads: threadCount,
    idleTimeout: idleTimeoutMs,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    workerData: modules,
  });
  // A thread that dies without a task is replaced; unheard, its error would end the process.
  pool.on("error", () => {});
  const limit = pLimit(threadCount);
  const unfinished = new Set<AbortController>();
  let isClosed = false;

  async function performOnThread(task: PlanTask, stop: AbortController) {
    stop.signal.throwIfAborted();
    const timer = setTimeout(() => stop.abort(overBudget(budgetMs)), budgetMs);
    try {
      return await pool.run(task, { signal: stop.signal });
    } catch (error) {
      throw stop.signal.aborted ? stop.signal.reason : asFailure(error);
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    async perform(task, signal) {
      if (isClosed) throw stopped();
      if (limit.pendingCount >= mostWaiting) throw tooManyWaiting();
      const stop = new AbortController();
      const leave = () => stop.abort(gone());
      if (signal?.aborted) leave();
      signal?.addEventListener("abort", leave, { once: true });
      unfinished.add(stop);
      try {
        return await limit(() => performOnThread(task, stop));
      } finally {
        unfinished.delete(stop);
        signal?.removeEventListener("abort", leave);
      }
    },
    async close() {
      isClosed = true;
      for (const stop of unfinished) stop.abort(stopped());
      await pool.destroy();
    },
  };
}

/** Nobody reads this any more. */
const gone = () => new AppError("request-timeout", "Whoever asked for the plan has left.");

const stopped = () => new AppError("unavailable", "The server is being stopped.");

function tooManyWaiting(): AppError {
  return new AppError("unavailable", `${mostWaiting} plans of sweeps are waiting already.`, {
    hint: "Ask again in a moment.",
  });
}

const simpler = "Use fewer runs, fewer or coarser ranges, or fewer and shorter constraints.";

function overBudget(budgetMs: number): AppError {
  const message = `Drawing and checking its runs takes longer than ${budgetMs / 1_000} s, the most that planning a sweep may take.`;
  return new AppError("sweep-invalid", message, { hint: simpler });
}

/** The thread itself died: out of memory, or an error outside of any task. */
function asFailure(error: unknown): AppError {
  if (error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY") {
    const message = `Drawing and checking its runs takes more than ${memoryMb} MB, the most that planning a sweep may take.`;
    return new AppError("sweep-invalid", message, { hint: simpler, cause: error });
  }
  return new AppError("internal", "A planning thread ended unexpectedly.", { cause: error });
}
