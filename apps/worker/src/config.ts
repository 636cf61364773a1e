import {
  artifactsConfig,
  databaseConfig,
  loadConfig,
  logConfig,
  redisConfig,
  threadsConfig,
  trainersConfig,
} from "@rookery/runtime";

export function readConfig(env: NodeJS.ProcessEnv = process.env) {
  return loadConfig(
    {
      log: logConfig,
      database: databaseConfig,
      redis: redisConfig,
      artifacts: artifactsConfig,
      threads: threadsConfig,
      trainers: trainersConfig,
    },
    env,
  );
}
