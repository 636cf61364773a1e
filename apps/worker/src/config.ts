import { availableParallelism } from "node:os";
import {
  artifactsConfig,
  databaseConfig,
  loadConfig,
  logConfig,
  redisConfig,
} from "@rookery/runtime";
import { z } from "zod";

const threadsConfig = z
  .object({
    ROOKERY_WORKER_THREADS: z.coerce.number().int().min(1).max(256).default(availableParallelism()),
  })
  .transform((env) => env.ROOKERY_WORKER_THREADS);

export function readConfig(env: NodeJS.ProcessEnv = process.env) {
  return loadConfig(
    {
      log: logConfig,
      database: databaseConfig,
      redis: redisConfig,
      artifacts: artifactsConfig,
      threads: threadsConfig,
    },
    env,
  );
}
