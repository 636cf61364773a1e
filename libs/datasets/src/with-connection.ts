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
  let failure: Error | undefined;
  // A server that goes away is also told to the running query; unheard it would end the process.
  const onError = (error: Error) => {
    failure = error;
  };
  client.on("error", onError);
  try {
    return await work(client);
  } catch (error) {
    failure ??= error as Error;
    throw error;
  } finally {
    client.off("error", onError);
    client.release(failure);
  }
}
