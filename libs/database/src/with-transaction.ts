import type pg from "pg";
import type { Database } from "./create-database.ts";
import { ormOver, type Transaction } from "./executor.ts";
import { withSilence } from "./guard-silence.ts";
import { longStatementMs } from "./patience.ts";

export interface WorkOptions {
  /** Whether statements go over a whole table or a whole sweep and may take their time. Default: no. */
  isLong?: boolean;
}

/** Runs `work` in a transaction; what it throws undoes everything. COPY goes through its `$client`. */
export async function withTransaction<T>(
  { pool }: Pick<Database, "pool">,
  work: (tx: Transaction) => Promise<T>,
  { isLong = false }: WorkOptions = {},
): Promise<T> {
  const client = await pool.connect();
  let isUsable = false;
  try {
    await client.query("begin");
    const result = isLong
      ? await takingTime(client, "set local", () => work(ormOver(client)))
      : await work(ormOver(client));
    await client.query("commit");
    isUsable = true;
    return result;
  } catch (error) {
    // Fails only with the connection, and then the server undoes it all by itself.
    isUsable = await client.query("rollback").then(
      () => true,
      () => false,
    );
    throw error;
  } finally {
    client.release(!isUsable);
  }
}

/**
 * Runs `work` on a connection of its own. When it throws the connection is
 * closed rather than used again: a COPY may have been cut off in the middle.
 */
export async function withConnection<T>(
  { pool }: Pick<Database, "pool">,
  work: (client: pg.PoolClient) => Promise<T>,
  { isLong = false }: WorkOptions = {},
): Promise<T> {
  const client = await pool.connect();
  let failed = true;
  try {
    const result = isLong
      ? await takingTime(client, "set", () => work(client))
      : await work(client);
    if (isLong) await client.query("reset statement_timeout");
    failed = false;
    return result;
  } finally {
    client.release(failed);
  }
}

/** The server speaks first. */
const graceMs = 10_000;

async function takingTime<T>(
  client: pg.PoolClient,
  set: "set" | "set local",
  work: () => Promise<T>,
): Promise<T> {
  await client.query(`${set} statement_timeout = ${longStatementMs}`);
  return await withSilence(client, longStatementMs + graceMs, work);
}
