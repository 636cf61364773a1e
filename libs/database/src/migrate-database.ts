import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate as applyMigrations } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";
import { translateStartError } from "./translate-errors.ts";

/** Where the migrations of this version lie, and where a database notes those it has had. */
export const migrations = {
  folder: fileURLToPath(new URL("../migrations", import.meta.url)),
  schema: "rookery_migrations",
  table: "__drizzle_migrations",
} as const;

/** Any number will do, as long as nobody else takes the same one: "rook" in ASCII. */
const migrationLock = 0x726f6f6b;

/**
 * Brings the database to the newest schema. Safe to start any number of times
 * at once: an advisory lock lets one work while the others wait, then find
 * nothing to do.
 */
export async function migrateDatabase(url: string): Promise<void> {
  await migrate(url).catch(translateStartError);
}

async function migrate(url: string): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    application_name: "rookery-migrate",
  });
  // The query that was running rejects too; unheard, the error would end the process.
  client.on("error", () => {});
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [migrationLock]);
    await client.query("set client_min_messages to warning");
    await applyMigrations(drizzle(client), {
      migrationsFolder: migrations.folder,
      migrationsSchema: migrations.schema,
      migrationsTable: migrations.table,
    });
  } finally {
    await client.end();
  }
}
