import { artifactsConfig, loadConfig } from "@rookery/runtime";
import { z } from "zod";
import { findEmbedded, readStackConfig } from "../stack/config.ts";

export type DoctorConfig = ReturnType<typeof readDoctorConfig>;

const folderConfig = z
  .object({ ROOKERY_ARTIFACTS_DIR: z.string().optional() })
  .transform((env) => env.ROOKERY_ARTIFACTS_DIR);

/** What `rookery start` would use, and the artifacts of a team where its variables are set. */
export function readDoctorConfig(env: NodeJS.ProcessEnv = process.env) {
  const config = readStackConfig(env);
  const { folder } = loadConfig({ folder: folderConfig }, env);
  const embedded = findEmbedded(config.home);
  const artifacts =
    config.s3 || folder ? loadConfig({ store: artifactsConfig }, env).store : embedded.artifacts;
  return {
    ...config,
    artifacts,
    usesHome: !config.database || artifacts === embedded.artifacts,
    postgresDir: embedded.postgresDir,
  };
}
