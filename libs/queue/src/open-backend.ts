import { openPostgresBackend } from "./postgres-backend.ts";
import type { QueueBackend, QueueDeps, QueueRole } from "./queue-backend.ts";
import { openRedisBackend } from "./redis-backend.ts";

export function openBackend({ backend, logger }: QueueDeps, role: QueueRole): QueueBackend {
  return backend.kind === "redis"
    ? openRedisBackend(backend, { role, logger })
    : openPostgresBackend(backend, { role, logger });
}
