import {
  artifactsConfig,
  databaseConfig,
  httpConfig,
  loadConfig,
  logConfig,
  redisConfig,
} from "@rookery/runtime";

export const defaultPort = 7100;

export function readConfig(env: NodeJS.ProcessEnv = process.env) {
  return loadConfig(
    {
      http: httpConfig({ defaultPort }),
      log: logConfig,
      database: databaseConfig,
      redis: redisConfig,
      artifacts: artifactsConfig,
    },
    env,
  );
}
