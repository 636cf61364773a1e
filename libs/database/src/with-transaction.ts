import type pg from "pg";
import type { Database } from "./create-database.ts";
import { ormOver, type Transaction } from "./executor.ts";

/** Runs `work` in a transaction; what it throws undoes everything. COPY goes through its `$client`. */
export async function withTransaction<T>(
  { pool }: Pick<Database, "pool">,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let isUsable = false;
  try {
    await client.query("begin");
    const result = await work(ormOver(client));
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
): Promise<T> {
  const client = await pool.connect();
  let failed = true;
  try {
    const result = await work(client);
    failed = false;
    return result;
  } finally {
    client.release(failed);
  }
}
