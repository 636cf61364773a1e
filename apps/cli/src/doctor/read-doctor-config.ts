import { join, resolve } from "node:path";
import { artifactsConfig, loadConfig } from "@rookery/runtime";
import { z } from "zod";
import { readStackConfig } from "../stack/config.ts";

export type DoctorConfig = ReturnType<typeof readDoctorConfig>;

const folderConfig = z
  .object({ ROOKERY_ARTIFACTS_DIR: z.string().optional() })
  .transform((env) => env.ROOKERY_ARTIFACTS_DIR);

/** What `rookery start` would use, and the artifacts of a team where its variables are set. */
export function readDoctorConfig(env: NodeJS.ProcessEnv = process.env) {
  const config = readStackConfig(env);
  const { folder } = loadConfig({ folder: folderConfig }, env);
  const embeddedArtifacts = { kind: "filesystem" as const, root: join(config.home, "artifacts") };
  const artifacts =
    config.s3 || folder ? loadConfig({ store: artifactsConfig }, env).store : embeddedArtifacts;
  return {
    ...config,
    artifacts,
    usesHome: !config.database || artifacts === embeddedArtifacts,
    postgresDir: resolve(config.home, "postgres"),
  };
}
