import type { LoadedTrainers } from "@rookery/trainer-kit";
import { LRUCache } from "lru-cache";
import { Piscina } from "piscina";
import type { Task, TaskResult } from "../tasks.ts";
import type { Outcome } from "./thread-outcome.ts";

type ThreadPool = Piscina<Task, Outcome<TaskResult>>;

/** Heap limits in use at the same time; more than that share by turns. */
const mostLimits = 4;
const idleTimeoutMs = 30_000;

export interface ThreadPools {
  /** The threads with this heap limit; without one, those that are always warm. */
  get(memoryMb: number | undefined): ThreadPool;
  close(): Promise<void>;
}

export interface ThreadPoolsOptions {
  threads: number;
  /** Of this process; every thread loads the same modules at its start. */
  trainers: LoadedTrainers;
}

/** A thread's heap limit is set at its start, so every limit has threads of its own. */
export function createThreadPools({ threads, trainers }: ThreadPoolsOptions): ThreadPools {
  const warm = open({ minThreads: threads });
  const limited = new LRUCache<number, ThreadPool>({
    max: mostLimits,
    // Lets what runs and waits there come to its end.
    dispose: (pool) => void pool.close(),
  });

  function open(options: ConstructorParameters<typeof Piscina>[0]): ThreadPool {
    const pool: ThreadPool = new Piscina({
      // Named from the package's folder: threads run what is built, for tests of the sources too.
      filename: new URL("../../dist/threads/thread-entry.cjs", import.meta.url).href,
      name: "runTask",
      maxThreads: threads,
      workerData: trainers.modules,
      ...options,
    });
    // A thread that dies without a task is replaced; unheard, its error would end the process.
    pool.on("error", () => {});
    return pool;
  }

  function openLimited(memoryMb: number): ThreadPool {
    const resourceLimits = { maxOldGenerationSizeMb: memoryMb };
    const pool = open({ minThreads: 0, idleTimeout: idleTimeoutMs, resourceLimits });
    limited.set(memoryMb, pool);
    return pool;
  }

  return {
    get: (memoryMb) =>
      memoryMb === undefined ? warm : (limited.get(memoryMb) ?? openLimited(memoryMb)),
    close: async () => {
      await Promise.all([warm, ...limited.values()].map((pool) => pool.destroy()));
    },
  };
}
