import pg from "pg";
import { checkDatabase } from "./check-database.ts";
import { type Orm, ormOver } from "./executor.ts";
import { guardSilence } from "./guard-silence.ts";
import { defaultPatience, type Patience, sessionLimits } from "./patience.ts";
import { translatePoolErrors } from "./translate-errors.ts";

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
  /** Default: `defaultPatience`. */
  patience?: Partial<Patience>;
  /**
   * Hears of connections that broke, idle or in use; the pool replaces them by
   * itself, and a query that was running rejects as well.
   */
  onIdleError?: (error: Error) => void;
}

/** Opens a pool. Nothing connects before the first query. */
export function createDatabase(options: DatabaseOptions): Database {
  const patience = { ...defaultPatience, ...options.patience };
  const pool = new pg.Pool({
    ...sessionLimits(patience),
    connectionString: options.url,
    max: options.maxConnections ?? 10,
    application_name: options.applicationName,
    connectionTimeoutMillis: patience.connectMs,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  });
  translatePoolErrors(pool);
  let closed = false;
  // A client in use has no listener of the pool's: unheard, its error would end the process.
  pool.on("connect", (client) => {
    guardSilence(client, patience.silenceMs);
    client.on("error", (error) => {
      if (!closed) options.onIdleError?.(error);
    });
  });
  // The pool repeats it for an idle client, with that whole client hung on it for logs to print.
  pool.on("error", (error) => Reflect.deleteProperty(error, "client"));
  return {
    url: options.url,
    pool,
    orm: ormOver(pool),
    ping: async () => {
      await pool.query("select 1");
    },
    close: async () => {
      closed = true;
      await pool.end();
    },
  };
}

export interface OpenDatabaseOptions extends Omit<DatabaseOptions, "onIdleError"> {
  logger: { warn(fields: object, message: string): void };
  /** Where the pool is handed to be closed later; it is, even when a check fails. */
  lifecycle: { onClose(name: string, close: () => Promise<void>): void };
}

/** A service's database: the pool, its errors in the log, its end in the lifecycle, its state checked. */
export async function openDatabase(options: OpenDatabaseOptions): Promise<Database> {
  const { logger, lifecycle, ...rest } = options;
  const database = createDatabase({
    ...rest,
    onIdleError: (error) => logger.warn({ err: error }, "database connection failed"),
  });
  lifecycle.onClose("database", database.close);
  for (const finding of await checkDatabase(database)) logger.warn({}, finding);
  return database;
}
