import type pg from "pg";
import { connect, type ServerAddress } from "./connect.ts";

// Any number will do; it is only used in the maintenance database of our own cluster.
const lockKey = 770_411;

export type OwnerLock =
  | { held: true; release: () => Promise<void> }
  | { held: false; owner: string };

/**
 * The lock of the one process that owns a server. PostgreSQL holds it for a
 * session, so it goes with its owner however that one dies.
 */
export async function takeOwnerLock(address: ServerAddress): Promise<OwnerLock> {
  const client = await connect(address, `rookery owner, process ${process.pid}`);
  try {
    const { rows } = await client.query<{ held: boolean }>(
      "select pg_try_advisory_lock($1) as held",
      [lockKey],
    );
    if (rows[0]?.held) return { held: true, release: () => client.end() };
    const owner = await findOwner(client);
    await client.end();
    return { held: false, owner };
  } catch (error) {
    await client.end();
    throw error;
  }
}

async function findOwner(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    `select application_name as name from pg_locks join pg_stat_activity using (pid)
     where locktype = 'advisory' and granted and objid = $1`,
    [lockKey],
  );
  return rows[0]?.name ?? "another process";
}
