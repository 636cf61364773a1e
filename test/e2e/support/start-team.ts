import {
  type Client,
  createClient,
  createInferenceClient,
  type InferenceClient,
} from "@rookery/client";
import { createTestDatabase, type S3Service } from "@rookery/test";
import { makeTempDir } from "../../services/temp-dir.ts";
import type { RookeryProcess } from "./rookery-process.ts";
import type { Stage } from "./stage.ts";

export interface TeamOptions {
  workers: number;
  /** An empty database. Left out: one of its own on the PostgreSQL of all tests. */
  databaseUrl?: string;
  /** Left out: the queue is on PostgreSQL. */
  redisUrl?: string;
  /** Left out: artifacts are in a folder. The bucket is made. */
  s3?: S3Service;
  /** A module with trainers. */
  trainers?: string;
}

export interface Team {
  /** What every process of the team is configured with. */
  env: Record<string, string>;
  orchestratorUrl: string;
  inferenceUrl: string;
  client: Client;
  inference: InferenceClient;
  workers: { id: string; process: RookeryProcess }[];
}

/** The team setting: one process per role, workers of one thread, on services of this test file. */
export async function startTeam(stage: Stage, options: TeamOptions): Promise<Team> {
  const env = await prepareTeam(stage, options);
  const start = (role: string) => startRole(stage, role, env);

  const orchestrator = start("orchestrator");
  const inference = start("inference");
  const finalizer = start("finalizer");
  const workers = Array.from({ length: options.workers }, () => start("worker"));

  const orchestratorUrl = String((await orchestrator.logs("orchestrator ready")).url);
  const inferenceUrl = String((await inference.logs("inference ready")).url);
  await finalizer.logs("finalizer ready");
  return {
    env,
    orchestratorUrl,
    inferenceUrl,
    client: createClient({ url: orchestratorUrl }),
    inference: createInferenceClient({ url: inferenceUrl }),
    workers: await Promise.all(
      workers.map(async (process) => ({
        id: String((await process.logs("worker ready")).workerId),
        process,
      })),
    ),
  };
}

/** An empty database, queue and artifact store, migrated; answers the environment that names them. */
export async function prepareTeam(
  stage: Stage,
  { databaseUrl, redisUrl, s3, trainers }: Omit<TeamOptions, "workers"> = {},
): Promise<Record<string, string>> {
  const env = {
    DATABASE_URL: databaseUrl ?? (await createDatabase(stage)),
    ...(redisUrl && { REDIS_URL: redisUrl }),
    ...(trainers && { ROOKERY_TRAINERS: trainers }),
    ...(s3
      ? {
          S3_ENDPOINT: s3.endpoint,
          S3_REGION: s3.region,
          S3_ACCESS_KEY_ID: s3.accessKeyId,
          S3_SECRET_ACCESS_KEY: s3.secretAccessKey,
          S3_BUCKET: `rookery-e2e-${process.pid}-${Date.now()}`,
        }
      : { ROOKERY_ARTIFACTS_DIR: await makeTempDir("artifacts", stage.cleanup) }),
  };
  const migrate = stage.start({ name: "migrate", args: ["apps/cli/dist/main.js", "migrate"], env });
  const code = await migrate.exited;
  if (code !== 0) throw new Error(`migrate ended with ${code}:\n${migrate.said}`);
  return env;
}

async function createDatabase(stage: Stage): Promise<string> {
  const database = await createTestDatabase();
  stage.cleanup.add(() => database.drop());
  return database.url;
}

export function startRole(stage: Stage, role: string, env: Record<string, string>): RookeryProcess {
  return stage.start({
    name: role,
    args: [`apps/${role}/dist/main.js`],
    env: { PORT: "0", ROOKERY_WORKER_THREADS: "1", ...env },
  });
}
