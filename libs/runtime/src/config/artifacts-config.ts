import { z } from "zod";

const endpoint = z.url({ protocol: /^https?$/, error: "expected a URL such as http://minio:9000" });
const needed = ["S3_BUCKET", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"] as const;

const s3Env = z.object({
  S3_ENDPOINT: endpoint.optional(),
  S3_BUCKET: z.string().optional(),
  S3_REGION: z.string().optional(),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  S3_FORCE_PATH_STYLE: z.stringbool({ error: "expected true or false" }).optional(),
});

/**
 * The S3_* variables as settings of an artifact store, all or none: one of
 * them without the rest does not parse. S3_ENDPOINT is left out for AWS itself;
 * with one, buckets are addressed by path unless S3_FORCE_PATH_STYLE says no.
 */
export const s3Config = s3Env.transform((env, context) => {
  const set = Object.keys(env).filter((name) => env[name as keyof typeof env] !== undefined);
  if (set.length === 0) return undefined;
  for (const name of needed) {
    if (env[name] !== undefined) continue;
    const message = `expected a value, because ${set.join(", ")} asks for S3; set all of ${needed.join(", ")} or no S3_ variable`;
    context.addIssue({ code: "custom", path: [name], message });
  }
  return {
    kind: "s3" as const,
    bucket: env.S3_BUCKET ?? "",
    endpoint: env.S3_ENDPOINT,
    region: env.S3_REGION ?? "us-east-1",
    credentials: {
      accessKeyId: env.S3_ACCESS_KEY_ID ?? "",
      secretAccessKey: env.S3_SECRET_ACCESS_KEY ?? "",
    },
    forcePathStyle: env.S3_FORCE_PATH_STYLE ?? env.S3_ENDPOINT !== undefined,
  };
});

/**
 * Where artifacts live: the S3_* variables, or the folder ROOKERY_ARTIFACTS_DIR;
 * one of the two is needed. ROOKERY_ARTIFACTS_FSYNC concerns the folder only.
 */
export const artifactsConfig = z
  .looseObject({
    ROOKERY_ARTIFACTS_DIR: z.string().optional(),
    ROOKERY_ARTIFACTS_FSYNC: z.stringbool({ error: "expected true or false" }).optional(),
  })
  .transform((env, context) => {
    const s3 = s3Config.safeParse(env);
    if (!s3.success) {
      for (const { message, path } of s3.error.issues) {
        context.addIssue({ code: "custom", path, message });
      }
      return z.NEVER;
    }
    if (s3.data) return s3.data;
    const root = env.ROOKERY_ARTIFACTS_DIR;
    const fsync = env.ROOKERY_ARTIFACTS_FSYNC;
    if (root !== undefined) return { kind: "filesystem" as const, root, fsync };
    const message = "expected a folder for artifacts, or the S3_ variables";
    context.addIssue({ code: "custom", path: ["ROOKERY_ARTIFACTS_DIR"], message });
    return z.NEVER;
  });
export type ArtifactsConfig = z.output<typeof artifactsConfig>;
