import { type ArtifactStoreOptions, createArtifactStore } from "@rookery/artifacts";
import { pickPort, startPostgres } from "@rookery/embedded";
import { Redis } from "ioredis";
import { RookeryProcess } from "../e2e/support/rookery-process.ts";
import type { Cleanup } from "../services/cleanup.ts";
import { startOwnRedis } from "../services/start-redis.ts";
import { startTestS3 } from "../services/start-s3.ts";
import { startTcpProxy, type TcpProxy } from "../services/start-tcp-proxy.ts";
import { makeTempDir } from "../services/temp-dir.ts";

export type QueueKind = "redis" | "postgres";

/** The services below Rookery, each of which can be taken away. */
export interface Platform {
  /** What every Rookery process is configured with. */
  env: Record<string, string>;
  databaseUrl: string;
  /** Stops PostgreSQL, which ends every session, and starts it again on the same port. */
  restartPostgres(downMs: number): Promise<void>;
  /** With the queue on PostgreSQL there is none. */
  flushRedis: (() => Promise<void>) | null;
  redisProxy: TcpProxy | null;
  /** Without a MinIO, artifacts are files, which cannot be cut off. */
  storeProxy: TcpProxy | null;
  /** How the examiner reaches the store: past the proxy. */
  store: ArtifactStoreOptions;
}

// A server that is stopped in order, or whose machine lives on, needs no fsync.
const postgresSettings = { fsync: "off" };

/** Starts and migrates everything, on ports of its own; `cleanup` takes it down again. */
export async function startPlatform(kind: QueueKind, cleanup: Cleanup): Promise<Platform> {
  const postgres = await startOwnPostgres(cleanup);
  const redis = kind === "redis" ? await startRedis(cleanup) : null;
  const { env: storeEnv, ...store } = await startStore(cleanup);
  const env = {
    DATABASE_URL: postgres.url,
    ...(redis !== null && { REDIS_URL: `redis://127.0.0.1:${redis.proxy.port}` }),
    ...storeEnv,
  };
  const migrate = new RookeryProcess({
    name: "migrate",
    args: ["apps/cli/dist/main.js", "migrate"],
    env,
  });
  if ((await migrate.exited) !== 0) throw new Error(migrate.said);
  return {
    env,
    databaseUrl: postgres.url,
    restartPostgres: postgres.restart,
    flushRedis: redis === null ? null : () => flush(redis.url),
    redisProxy: redis?.proxy ?? null,
    ...store,
  };
}

async function startOwnPostgres(cleanup: Cleanup) {
  const dataDir = await makeTempDir("chaos-postgres", cleanup);
  const port = await pickPort();
  const start = () => startPostgres({ dataDir, port, settings: postgresSettings });
  let postgres = await start();
  cleanup.add(() => postgres.stop());
  const { url } = postgres;
  return {
    url,
    async restart(downMs: number) {
      await postgres.stop();
      await new Promise((resolve) => setTimeout(resolve, downMs));
      postgres = await start();
      if (postgres.url !== url)
        throw new Error(`Somebody took PostgreSQL's port ${port} meanwhile`);
    },
  };
}

async function startRedis(cleanup: Cleanup): Promise<{ url: string; proxy: TcpProxy }> {
  const { found, missing } = await startOwnRedis(cleanup);
  if (found === null) throw new Error(missing);
  return { url: found, proxy: await startTcpProxy(Number(new URL(found).port), cleanup) };
}

async function flush(url: string): Promise<void> {
  const redis = new Redis(url);
  await redis.flushall();
  redis.disconnect();
}

async function startStore(
  cleanup: Cleanup,
): Promise<Pick<Platform, "env" | "store" | "storeProxy">> {
  const s3 = (await startTestS3(cleanup)).found;
  if (s3 === null) {
    const root = await makeTempDir("chaos-artifacts", cleanup);
    return {
      env: { ROOKERY_ARTIFACTS_DIR: root },
      store: { kind: "filesystem", root } as const,
      storeProxy: null,
    };
  }
  const { endpoint, region, accessKeyId, secretAccessKey } = s3;
  const bucket = `rookery-chaos-${process.pid}-${Date.now()}`;
  const storeProxy = await startTcpProxy(Number(new URL(endpoint).port), cleanup);
  const credentials = { accessKeyId, secretAccessKey };
  const store = {
    kind: "s3",
    bucket,
    endpoint,
    region,
    credentials,
    forcePathStyle: true,
  } as const;
  await createArtifactStore(store).prepare();
  return {
    env: {
      S3_ENDPOINT: `http://127.0.0.1:${storeProxy.port}`,
      S3_REGION: region,
      S3_BUCKET: bucket,
      S3_ACCESS_KEY_ID: accessKeyId,
      S3_SECRET_ACCESS_KEY: secretAccessKey,
    },
    store,
    storeProxy,
  };
}
