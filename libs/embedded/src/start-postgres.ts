import { AppError } from "@rookery/contracts";
import { layOutCluster } from "./cluster/cluster-layout.ts";
import { createCluster, removeDrafts } from "./cluster/create-cluster.ts";
import { connect, databaseUrl, type ServerAddress } from "./server/connect.ts";
import { launchServer, type RunningServer, stopServer } from "./server/launch-server.ts";
import { takeOwnerLock } from "./server/owner-lock.ts";
import { stopStaleServer } from "./server/stop-stale-server.ts";

export interface EmbeddedLogger {
  info(message: string): void;
  warn(message: string): void;
}

export interface PostgresOptions {
  /** Made when missing. Keeps the password, the log and the cluster. */
  dataDir: string;
  /** Used when free; another one is picked and reported otherwise. */
  port?: number;
  logger?: EmbeddedLogger;
  /** Server settings on top of ours, for tests that trade durability for speed. */
  settings?: Record<string, string>;
}

export interface EmbeddedPostgres {
  /** Superuser address of the database `rookery`. Holds the password. */
  url: string;
  port: number;
  /** PostgreSQL's files; outside `dataDir` when root starts it below a closed home. */
  clusterDir: string;
  /** Ends every session, writes everything down, waits until the server is gone. */
  stop(): Promise<void>;
}

const database = "rookery";
/** The helpers of a killed server hold its memory until they notice, and no other server starts before. */
const killedPatienceMs = 15_000;

/**
 * Starts the PostgreSQL that npm brought, on loopback, with its data kept in
 * `dataDir` between starts.
 *
 * One process owns one server: a server left by a killed owner is stopped
 * first, one whose owner lives is a `conflict`. A killed owner loses nothing that
 * was committed.
 */
export async function startPostgres(options: PostgresOptions): Promise<EmbeddedPostgres> {
  const { logger, port: preferredPort, settings = {} } = options;
  const layout = await layOutCluster(options.dataDir);
  const stale = await stopStaleServer(layout);
  if (stale === "stopped") {
    logger?.warn("Stopped the PostgreSQL server that an earlier start left behind");
  }
  await createCluster(layout);

  const server = await launchServer(layout, {
    preferredPort,
    settings,
    patienceMs: stale === "killed" ? killedPatienceMs : 0,
  });
  const stopWithUs = () => server.process.kill("SIGINT");
  process.once("exit", stopWithUs);
  const stop = async () => {
    process.off("exit", stopWithUs);
    await stopServer(server.process);
  };

  try {
    const release = await own(server, layout.clusterDir);
    await removeDrafts(layout.clusterDir);
    await ensureDatabase(server);
    reportStart({ logger, server, preferredPort, clusterDir: layout.clusterDir });
    return {
      url: databaseUrl(server, database),
      port: server.port,
      clusterDir: layout.clusterDir,
      stop: async () => {
        await release();
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function own(server: RunningServer, clusterDir: string): Promise<() => Promise<void>> {
  const lock = await takeOwnerLock(server);
  if (lock.held) return lock.release;
  throw new AppError("conflict", `${clusterDir} is in use by ${lock.owner}`);
}

async function ensureDatabase(server: ServerAddress): Promise<void> {
  const client = await connect(server, "rookery start");
  try {
    const found = await client.query("select 1 from pg_database where datname = $1", [database]);
    if (found.rowCount === 0) await client.query(`create database ${database}`);
  } finally {
    await client.end();
  }
}

interface StartReport {
  logger: EmbeddedLogger | undefined;
  server: RunningServer;
  preferredPort: number | undefined;
  clusterDir: string;
}

function reportStart({ logger, server, preferredPort, clusterDir }: StartReport): void {
  const { port } = server;
  if (preferredPort && port !== preferredPort) {
    logger?.warn(`Port ${preferredPort} is taken: PostgreSQL listens on ${port} instead`);
  }
  logger?.info(`PostgreSQL listens on 127.0.0.1:${port}, with its files in ${clusterDir}`);
}
