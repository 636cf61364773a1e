import { join, resolve } from "node:path";
import { defaultPort as inferencePort } from "@rookery/inference";
import { defaultPort as orchestratorPort } from "@rookery/orchestrator";
import {
  httpConfig,
  loadConfig,
  logConfig,
  optionalDatabaseConfig,
  redisConfig,
  s3Config,
  spoolConfig,
  threadsConfig,
  trainersConfig,
} from "@rookery/runtime";
import { z } from "zod";

const homeConfig = z
  .object({ ROOKERY_HOME: z.string().default(".rookery") })
  .transform((env) => resolve(env.ROOKERY_HOME));

const inferencePortConfig = z
  .object({ INFERENCE_PORT: z.coerce.number().int().min(0).max(65_535).default(inferencePort) })
  .transform((env) => env.INFERENCE_PORT);

/** Where the embedded parts keep what they hold. */
export function findEmbedded(home: string) {
  return {
    postgresDir: join(home, "postgres"),
    spoolFolder: join(home, "spool"),
    artifacts: { kind: "filesystem" as const, root: join(home, "artifacts") },
  };
}

export type StackConfig = ReturnType<typeof readStackConfig>;

/** What is unset is embedded: PostgreSQL, the queue on it, and artifacts below ROOKERY_HOME. */
export function readStackConfig(env: NodeJS.ProcessEnv = process.env) {
  return loadConfig(
    {
      home: homeConfig,
      http: httpConfig({ defaultPort: orchestratorPort }),
      inferencePort: inferencePortConfig,
      log: logConfig,
      database: optionalDatabaseConfig,
      redis: redisConfig,
      s3: s3Config,
      threads: threadsConfig,
      spool: spoolConfig,
      trainers: trainersConfig,
    },
    env,
  );
}
