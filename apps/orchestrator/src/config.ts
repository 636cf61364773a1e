import {
  artifactsConfig,
  databaseConfig,
  httpConfig,
  loadConfig,
  logConfig,
  redisConfig,
  spoolConfig,
  trainersConfig,
} from "@rookery/runtime";
import { z } from "zod";

export const defaultPort = 7100;

const inferenceConfig = z
  .object({
    ROOKERY_INFERENCE_URL: z
      .url({ protocol: /^https?$/, error: "expected a URL such as http://inference:7200" })
      .optional(),
  })
  .transform((env) => env.ROOKERY_INFERENCE_URL);

export function readConfig(env: NodeJS.ProcessEnv = process.env) {
  return loadConfig(
    {
      http: httpConfig({ defaultPort }),
      log: logConfig,
      database: databaseConfig,
      redis: redisConfig,
      artifacts: artifactsConfig,
      inferenceUrl: inferenceConfig,
      spool: spoolConfig,
      trainers: trainersConfig,
    },
    env,
  );
}
