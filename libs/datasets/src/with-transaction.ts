import type { Database } from "@rookery/database";
import type pg from "pg";
import { withConnection } from "./with-connection.ts";

/** Runs `work` in a transaction; what it throws undoes everything. */
export function withTransaction<T>(
  database: Database,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  return withConnection(database, async (client) => {
    await client.query("begin");
    try {
      const result = await work(client);
      await client.query("commit");
      return result;
    } catch (error) {
      // Fails only with the connection, and then the server undoes it all by itself.
      await client.query("rollback").catch(() => {});
      throw error;
    }
  });
}
