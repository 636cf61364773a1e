import type { z } from "zod";
import type { databaseConfig, redisConfig } from "./sections.ts";

/** Where the jobs live: on Redis when REDIS_URL is set, else on the PostgreSQL of DATABASE_URL. */
export function chooseQueueBackend(config: {
  redis: z.output<typeof redisConfig>;
  database: z.output<typeof databaseConfig>;
}) {
  return config.redis
    ? { kind: "redis" as const, url: config.redis.url }
    : { kind: "postgres" as const, url: config.database.url };
}
