import { createArtifactStore } from "@rookery/artifacts";
import { migrateDatabase } from "@rookery/database";
import { migrateQueue } from "@rookery/queue";
import {
  chooseQueueBackend,
  databaseConfig,
  loadConfig,
  redisConfig,
  s3Config,
} from "@rookery/runtime";
import { addReason } from "../commands/add-reason.ts";
import { print, printJson } from "../output/print.ts";

/** What was brought up to date. */
interface Migrated {
  database: "up-to-date";
  queue: "redis" | "postgres";
  /** Null where artifacts are files. */
  bucket: string | null;
}

/** The one-shot step before the services of a team start. Safe to run any number of times at once. */
export async function migrate({ json }: { json: boolean }): Promise<void> {
  const tell = json ? () => {} : print;
  const migrated = await migrateAll(tell).catch((error) => {
    throw addReason(error);
  });
  if (json) printJson(migrated);
}

async function migrateAll(tell: (line: string) => void): Promise<Migrated> {
  const config = loadConfig({ database: databaseConfig, redis: redisConfig, s3: s3Config });
  await migrateDatabase(config.database.url);
  tell("database: up to date");
  const backend = chooseQueueBackend(config);
  await migrateQueue(backend);
  tell(`queue: up to date on ${backend.kind === "redis" ? "Redis" : "PostgreSQL"}`);
  if (config.s3) {
    const artifacts = createArtifactStore(config.s3);
    await artifacts.prepare().finally(() => artifacts.close());
    tell(`artifacts: bucket ${config.s3.bucket} is there`);
  }
  return { database: "up-to-date", queue: backend.kind, bucket: config.s3?.bucket ?? null };
}
