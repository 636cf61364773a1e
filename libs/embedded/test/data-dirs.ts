import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import pg from "pg";
import { onTestFinished } from "vitest";
import { type EmbeddedPostgres, type PostgresOptions, startPostgres } from "../src/index.ts";

/** A data directory that goes with the test, below a folder with the mode given. */
export async function makeDataDir(parentMode = 0o711): Promise<string> {
  const parent = await mkdtemp(join(tmpdir(), "rookery-embedded-"));
  onTestFinished(() => rm(parent, { recursive: true, force: true }));
  await chmod(parent, parentMode);
  return join(parent, "data");
}

/** Starts a server that is stopped with the test unless it was stopped before. */
export async function start(options: PostgresOptions): Promise<EmbeddedPostgres> {
  const postgres = await startPostgres(options);
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= postgres.stop();
    return stopped;
  };
  onTestFinished(async () => {
    await stop();
    const isStaged = !postgres.clusterDir.startsWith(tmpdir());
    if (isStaged) await rm(dirname(postgres.clusterDir), { recursive: true, force: true });
  });
  return { ...postgres, stop };
}

export async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query(sql);
    return rows;
  } finally {
    await client.end();
  }
}
