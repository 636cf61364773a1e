import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { pickPort } from "@rookery/embedded";
import type { Lifecycle } from "@rookery/runtime";
import { Redis as RedisClient } from "ioredis";
import { stopProcess } from "./start-service.ts";

const program = "redis-server";

export interface Redis {
  url: string;
  /** Unknown when somebody else runs it. */
  pid: number | undefined;
  settings: string;
}
export type FoundRedis = Redis | { missing: string };

/** A redis-server of our own with the team setting's durability, else the empty one of REDIS_URL. */
export async function startRedis(lifecycle: Lifecycle, tempDir: string): Promise<FoundRedis> {
  if (await isInstalled()) return await startOwn(lifecycle, tempDir);
  const url = process.env.REDIS_URL;
  if (url) return await borrow(lifecycle, url);
  return { missing: "no redis-server on PATH and no REDIS_URL" };
}

async function startOwn(lifecycle: Lifecycle, tempDir: string): Promise<FoundRedis> {
  const dir = join(tempDir, "redis");
  await mkdir(dir);
  const port = await pickPort();
  const settings = "--appendonly yes --appendfsync everysec --maxmemory-policy noeviction";
  const place = ["--port", String(port), "--bind", "127.0.0.1", "--dir", dir, "--save", ""];
  const server = spawn(program, [...place, ...settings.split(" ")], { stdio: "ignore" });
  await once(server, "spawn");
  lifecycle.onClose("redis", () => stopProcess(server));
  const url = `redis://127.0.0.1:${port}`;
  await withRedis(url, (redis) => redis.ping());
  return { url, pid: server.pid, settings };
}

/** Our jobs would mix with somebody's real ones, so only an empty database will do. */
async function borrow(lifecycle: Lifecycle, url: string): Promise<FoundRedis> {
  const keys = await withRedis(url, (redis) => redis.dbsize());
  if (keys > 0)
    return { missing: "no redis-server on PATH, and the database of REDIS_URL is in use" };
  lifecycle.onClose("redis", () => withRedis(url, (redis) => redis.flushdb()));
  return { url, pid: undefined, settings: "as REDIS_URL has it" };
}

async function withRedis<T>(url: string, use: (redis: RedisClient) => Promise<T>): Promise<T> {
  const redis = new RedisClient(url, { retryStrategy: () => 50, maxRetriesPerRequest: 200 });
  // Refused until the server listens; the command itself rejects when that takes too long.
  redis.on("error", () => {});
  try {
    return await use(redis);
  } finally {
    redis.disconnect();
  }
}

async function isInstalled(): Promise<boolean> {
  const probe = spawn(program, ["--version"], { stdio: "ignore" });
  return await once(probe, "exit").then(
    () => true,
    () => false,
  );
}
