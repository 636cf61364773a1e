import { createRedisBackend } from "bullmq";
import { Redis } from "ioredis";
import type { QueueBackend, QueueFinding, QueueLogger, QueueRole } from "./queue-backend.ts";
import { tunables } from "./tunables.ts";

/**
 * A producer gives up on a broken connection soon, so that an HTTP request gets
 * an answer; a consumer tries for ever.
 */
export function openRedisBackend(
  { url, prefix }: { url: string; prefix?: string | undefined },
  { role, logger }: { role: QueueRole; logger: QueueLogger },
): QueueBackend {
  const keyPrefix = prefix ?? "rookery";
  const client = new Redis(url, {
    connectionName: `${keyPrefix}:${role}`,
    maxRetriesPerRequest: role === "producer" ? tunables.producerRetries : null,
    socketTimeout: tunables.silenceMs,
    retryStrategy: (times) => Math.min(times * 100, tunables.connectionRetryMs),
  });
  // A consumer hears of it from BullMQ, and must not report it twice.
  client.on("error", (error) => {
    if (role === "producer") logger.warn({ err: error }, "redis connection failed");
  });

  return {
    factory: createRedisBackend,
    options: { connection: client, prefix: keyPrefix },
    // Redis adds a flow in one step: whoever comes second finds it there.
    exclusively: (_key, work) => work(),
    async ping() {
      await client.ping();
    },
    async check() {
      return findEviction(await client.info("memory"));
    },
    async close() {
      client.disconnect();
    },
  };
}

/** INFO and not CONFIG: hosted servers refuse the latter. */
export function findEviction(memoryInfo: string): QueueFinding[] {
  const policy = /^maxmemory_policy:(\S+)/m.exec(memoryInfo)?.[1];
  if (policy === undefined || policy === "noeviction") return [];
  const isLimited = /^maxmemory:[1-9]/m.test(memoryInfo);
  return [
    {
      code: "redis-evicts-jobs",
      advice: isLimited ? "refuse" : "warn",
      message: `The Redis of REDIS_URL has maxmemory-policy ${policy}${isLimited ? "" : ", though no maxmemory yet"}: when its memory is full it drops jobs unasked. Set maxmemory-policy noeviction.`,
    },
  ];
}
