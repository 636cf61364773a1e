import {
  artifactsConfig,
  databaseConfig,
  httpConfig,
  loadConfig,
  logConfig,
  trainersConfig,
} from "@rookery/runtime";

export const defaultPort = 7200;

export function readConfig(env: NodeJS.ProcessEnv = process.env) {
  return loadConfig(
    {
      http: httpConfig({ defaultPort }),
      log: logConfig,
      database: databaseConfig,
      artifacts: artifactsConfig,
      trainers: trainersConfig,
    },
    env,
  );
}
