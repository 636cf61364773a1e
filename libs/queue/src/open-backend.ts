import { runMigrations } from "bullmq";
import pg from "pg";
import { defaultQueueSchema, openPostgresBackend } from "./postgres-backend.ts";
import type { QueueBackend, QueueBackendConfig, QueueDeps, QueueRole } from "./queue-backend.ts";
import { reachQueue } from "./reach-queue.ts";
import { reachRedis } from "./reach-redis.ts";
import { openRedisBackend } from "./redis-backend.ts";

/** Throws when Redis cannot be reached or refuses us; PostgreSQL was asked by whoever opened the database. */
export async function openBackend(
  { backend, logger }: QueueDeps,
  role: QueueRole,
): Promise<QueueBackend> {
  if (backend.kind === "postgres") return openPostgresBackend(backend, { role, logger });
  await reachRedis(backend.url);
  return openRedisBackend(backend, { role, logger });
}

/**
 * Creates or upgrades what the queue needs on its server; on Redis it only asks
 * whether the server is there. BullMQ does it in one transaction under an advisory
 * lock of the schema, so any number of processes may call this at once.
 */
export async function migrateQueue(backend: QueueBackendConfig): Promise<void> {
  if (backend.kind === "redis") return await reachRedis(backend.url);
  const { url, schema = defaultQueueSchema } = backend;
  await reachQueue(async () => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      await runMigrations(client, schema);
    } finally {
      await client.end();
    }
  });
}
