import type { Database } from "@rookery/database";
import type pg from "pg";

/**
 * Runs `work` on a connection of its own. When it throws the connection is
 * closed rather than used again: a COPY may have been cut off in the middle.
 */
export async function withConnection<T>(
  { pool }: Database,
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
