import { createArtifactStore } from "@rookery/artifacts";
import { migrateDatabase } from "@rookery/database";
import { migrateQueue } from "@rookery/queue";
import {
  chooseQueueBackend,
  databaseConfig,
  loadConfig,
  logConfig,
  redisConfig,
  runService,
  s3Config,
} from "@rookery/runtime";
import { print } from "./output/print.ts";

/** The one-shot step before the services of a team start. Safe to run any number of times at once. */
export async function migrate(): Promise<void> {
  await runService({
    name: "rookery-migrate",
    readConfig: () =>
      loadConfig({ log: logConfig, database: databaseConfig, redis: redisConfig, s3: s3Config }),
    start: async ({ config }) => {
      await migrateDatabase(config.database.url);
      print("database: up to date");
      await migrateQueue(chooseQueueBackend(config));
      print(`queue: up to date on ${config.redis ? "Redis" : "PostgreSQL"}`);
      if (config.s3) {
        await createArtifactStore(config.s3).prepare();
        print(`artifacts: bucket ${config.s3.bucket} is there`);
      }
      process.exit(0);
    },
  });
}
