import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import pg from "pg";
import * as schema from "./schema/index.ts";
import { translatePoolErrors } from "./translate-errors.ts";

export type Orm = NodePgDatabase<typeof schema>;

/** What a query may run on: the pool, or the transaction it was handed. */
export type Executor = Pick<
  Orm,
  "select" | "selectDistinctOn" | "insert" | "update" | "delete" | "execute" | "query"
>;

export interface Database {
  readonly url: string;
  readonly pool: pg.Pool;
  readonly orm: Orm;
  /** Resolves when PostgreSQL answers; rejects with `unavailable` otherwise. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  url: string;
  /** Shown in `pg_stat_activity`. */
  applicationName: string;
  /** Default 10. */
  maxConnections?: number;
  /**
   * Hears of connections that broke, idle or in use; the pool replaces them by
   * itself, and a query that was running rejects as well.
   */
  onIdleError?: (error: Error) => void;
}

/** Opens a pool. Nothing connects before the first query. */
export function createDatabase(options: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.maxConnections ?? 10,
    application_name: options.applicationName,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  });
  translatePoolErrors(pool);
  let closed = false;
  // A client in use has no listener of the pool's: unheard, its error would end the process.
  pool.on("connect", (client) => {
    client.on("error", (error) => {
      if (!closed) options.onIdleError?.(error);
    });
  });
  // The pool repeats it for an idle client, with that whole client hung on it for logs to print.
  pool.on("error", (error) => Reflect.deleteProperty(error, "client"));
  return {
    url: options.url,
    pool,
    orm: drizzle(pool, { schema, casing: "snake_case" }),
    ping: async () => {
      await pool.query("select 1");
    },
    close: async () => {
      closed = true;
      await pool.end();
    },
  };
}

export function isUniqueViolation(error: unknown): boolean {
  return sqlState(error) === "23505";
}

/** Drizzle wraps the driver's error, so the code may sit one `cause` down. */
function sqlState(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (at instanceof pg.DatabaseError) return at.code;
  }
  return undefined;
}
