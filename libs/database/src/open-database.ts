import { checkDatabase } from "./check-database.ts";
import { createDatabase, type Database, type DatabaseOptions } from "./create-database.ts";

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
