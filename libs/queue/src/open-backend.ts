import { openPostgresBackend } from "./postgres-backend.ts";
import type { QueueBackend, QueueDeps, QueueRole } from "./queue-backend.ts";
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
