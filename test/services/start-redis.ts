import { pickPort } from "@rookery/embedded";
import { Redis } from "ioredis";
import type { Cleanup } from "./cleanup.ts";
import { findProgram } from "./find-program.ts";
import type { Service } from "./provided.ts";
import { spawnService } from "./spawn-service.ts";
import { makeTempDir } from "./temp-dir.ts";

/** The Redis of REDIS_URL, else one of our own for this test run. */
export async function startTestRedis(cleanup: Cleanup): Promise<Service<string>> {
  if (process.env.REDIS_URL) return { found: process.env.REDIS_URL };
  return await startOwnRedis(cleanup);
}

/** One that nobody else uses, so that it may be emptied. */
export async function startOwnRedis(cleanup: Cleanup): Promise<Service<string>> {
  const program = await findProgram("redis-server");
  if (!program) return { found: null, missing: "no redis-server on PATH and no REDIS_URL" };

  const dir = await makeTempDir("redis", cleanup);
  const port = await pickPort();
  const url = `redis://127.0.0.1:${port}`;
  const settings = {
    port,
    bind: "127.0.0.1",
    dir,
    databases: 4096,
    save: "",
    appendonly: "no",
    "maxmemory-policy": "noeviction",
  };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  await spawnService({ program, args, cleanup, isReady: () => answersPing(url) });
  return { found: url };
}

async function answersPing(url: string): Promise<boolean> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
  // The refusal comes back from connect too.
  redis.on("error", () => undefined);
  try {
    await redis.connect();
    return (await redis.ping()) === "PONG";
  } catch {
    return false;
  } finally {
    redis.disconnect();
  }
}
