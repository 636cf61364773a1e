import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import {
  httpConfig,
  loadConfig,
  logConfig,
  optionalDatabaseConfig,
  redisConfig,
  s3Config,
} from "@rookery/runtime";
import { z } from "zod";

const homeConfig = z
  .object({ ROOKERY_HOME: z.string().default(".rookery") })
  .transform((env) => resolve(env.ROOKERY_HOME));

const threadsConfig = z
  .object({
    ROOKERY_WORKER_THREADS: z.coerce.number().int().min(1).max(256).default(availableParallelism()),
  })
  .transform((env) => env.ROOKERY_WORKER_THREADS);

const inferencePortConfig = z
  .object({ INFERENCE_PORT: z.coerce.number().int().min(0).max(65_535).default(7200) })
  .transform((env) => env.INFERENCE_PORT);

export type StackConfig = ReturnType<typeof readStackConfig>;

/** What is unset is embedded: PostgreSQL, the queue on it, and artifacts below ROOKERY_HOME. */
export function readStackConfig(env: NodeJS.ProcessEnv = process.env) {
  return loadConfig(
    {
      home: homeConfig,
      http: httpConfig({ defaultPort: 7100 }),
      inferencePort: inferencePortConfig,
      log: logConfig,
      database: optionalDatabaseConfig,
      redis: redisConfig,
      s3: s3Config,
      threads: threadsConfig,
    },
    env,
  );
}
