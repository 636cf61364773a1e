import { chmod, mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import type { Lifecycle, Logger } from "@rookery/runtime";
import { createLifecycle } from "@rookery/runtime";
import { type GrowthNumbers, measureGrowth } from "./measure/measure-growth.ts";
import { measurePredict, type PredictNumbers } from "./measure/measure-predict.ts";
import { measureQueue, type QueueNumbers } from "./measure/measure-queue.ts";
import type { BenchOptions } from "./read-options.ts";
import { startPlatform } from "./services/start-platform.ts";
import { startRedis } from "./services/start-redis.ts";

export interface BenchNumbers {
  node: string;
  /** Training threads of the one worker process: as many as there are cores. */
  threads: number;
  redis: (QueueNumbers & { settings: string }) | { skipped: string };
  postgres: QueueNumbers;
  predicts: PredictNumbers[];
  growth: GrowthNumbers[];
}

export interface BenchDeps {
  lifecycle: Lifecycle;
  logger: Logger;
  progress: (doing: string) => void;
}

/** Measures one thing after another; what one part started is gone before the next begins. */
export async function runBench(options: BenchOptions, deps: BenchDeps): Promise<BenchNumbers> {
  const { lifecycle, progress } = deps;
  const tempDir = await mkdtemp(join(tmpdir(), "rookery-bench-"));
  lifecycle.onClose("temporary files", () => rm(tempDir, { recursive: true, force: true }));
  // PostgreSQL drops to another account when root starts it.
  await chmod(tempDir, 0o711);
  const threads = availableParallelism();

  const redis = await inPart(deps, async (part) => {
    const found = await startRedis(part, tempDir);
    if ("missing" in found) return { skipped: found.missing };
    const platform = await startPlatform({
      lifecycle: part,
      tempDir,
      threads,
      redis: found,
    });
    const tell = (doing: string) => progress(`queue on Redis: ${doing}`);
    return {
      settings: found.settings,
      ...(await measureQueue(platform, { ...options, threads, tell })),
    };
  });
  const onPostgres = await inPart(deps, async (part) => {
    const platform = await startPlatform({
      lifecycle: part,
      tempDir,
      threads,
      redis: undefined,
    });
    const tell = (doing: string) => progress(`queue on PostgreSQL: ${doing}`);
    const postgres = await measureQueue(platform, { ...options, threads, tell });
    // Neither of these depends on the queue, so once is enough.
    progress("predictions");
    const predicts = await measurePredict({ ...options, lifecycle: part, env: platform.env });
    progress("large tables");
    return {
      postgres,
      predicts,
      growth: await measureGrowth(platform.database, options.tableSizes),
    };
  });
  return { node: process.version, threads, redis, ...onPostgres };
}

/** A lifecycle of its own, closed with the outer one when the benchmark is interrupted. */
async function inPart<T>(
  { lifecycle, logger }: BenchDeps,
  use: (part: Lifecycle) => Promise<T>,
): Promise<T> {
  const part = createLifecycle({ logger });
  lifecycle.onClose("part of the benchmark", part.close);
  try {
    return await use(part);
  } finally {
    await part.close();
  }
}
