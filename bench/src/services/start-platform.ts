import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type Client, createClient } from "@rookery/client";
import { createDatabase, type Database, migrateDatabase } from "@rookery/database";
import { startPostgres } from "@rookery/embedded";
import { migrateQueue } from "@rookery/queue";
import { chooseQueueBackend, type Lifecycle } from "@rookery/runtime";
import type { Redis } from "./start-redis.ts";
import { type Service, startService } from "./start-service.ts";

export interface Platform {
  database: Database;
  client: Client;
  /** Orchestrator, finalizer and one worker. */
  services: Service[];
  redis: Redis | undefined;
  /** What every service is started with. */
  env: Record<string, string | undefined>;
}

export interface PlatformOptions {
  lifecycle: Lifecycle;
  tempDir: string;
  threads: number;
  redis: Redis | undefined;
}

/** One PostgreSQL of its own, the queue on Redis or on it, and one process of each service. */
export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const { lifecycle, threads, redis } = options;
  const home = join(options.tempDir, redis ? "on-redis" : "on-postgres");
  await mkdir(home);
  const postgres = await startPostgres({ dataDir: join(home, "postgres") });
  lifecycle.onClose("postgres", () => postgres.stop());
  await migrateDatabase(postgres.url);
  await migrateQueue(chooseQueueBackend({ redis, database: { url: postgres.url } }));
  const database = createDatabase({ url: postgres.url, applicationName: "rookery-bench" });
  lifecycle.onClose("database", database.close);

  const env = {
    DATABASE_URL: postgres.url,
    REDIS_URL: redis?.url,
    ROOKERY_ARTIFACTS_DIR: join(home, "artifacts"),
    ROOKERY_WORKER_THREADS: String(threads),
  };
  const start = (name: string) => startService({ lifecycle, name, script: appEntry(name), env });
  const orchestrator = await start("orchestrator");
  const others = await Promise.all([start("finalizer"), start("worker")]);
  return {
    database,
    client: createClient({ url: orchestrator.url }),
    services: [orchestrator, ...others],
    redis,
    env,
  };
}

/** Where `tsc -b` puts the program of one of the apps. */
export const appEntry = (name: string) =>
  new URL(`../../../apps/${name}/dist/main.js`, import.meta.url);
