import { runMigrations } from "bullmq";
import pg from "pg";
import { defaultQueueSchema } from "./postgres-backend.ts";
import type { QueueBackendConfig } from "./queue-backend.ts";
import { reachQueue } from "./reach-queue.ts";
import { reachRedis } from "./reach-redis.ts";

/**
 * Creates or upgrades what the queue needs on its server; on Redis it only asks
 * whether the server is there. BullMQ runs it in one transaction under an advisory lock of the schema, so
 * any number of processes may call this at once.
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
