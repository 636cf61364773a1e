import { AppError } from "@rookery/contracts";
import { readMigrationFiles } from "drizzle-orm/migrator";
import type { Database } from "./create-database.ts";
import { migrations } from "./migrate-database.ts";
import { translateStartError } from "./translate-errors.ts";

/** Beyond this, times written by processes and by PostgreSQL no longer tell one story. */
const tolerableSkewMs = 5_000;

/**
 * What must hold before a service starts on a database. Throws `config-invalid`
 * with the way out when its schema is older or newer than this version's, and
 * answers what a person should know but the service can live with.
 */
export async function checkDatabase(database: Database): Promise<string[]> {
  await checkSchema(database).catch(translateStartError);
  return await checkClock(database);
}

async function checkSchema({ pool }: Database): Promise<void> {
  const known = readMigrationFiles({ migrationsFolder: migrations.folder });
  const newestKnown = Math.max(...known.map(({ folderMillis }) => folderMillis));
  const newest = await readNewestMigration(pool);
  if (newest === newestKnown) return;
  throw newest !== null && newest > newestKnown
    ? new AppError("config-invalid", "The database was migrated by a newer version of Rookery.", {
        hint: "Start that version, or a newer one, here as well.",
      })
    : new AppError("config-invalid", "The database is not migrated to this version's schema.", {
        hint: "Run `rookery migrate` (node apps/cli/dist/main.js migrate) with the same DATABASE_URL.",
      });
}

/** When the newest applied migration was made, in ms; `null` when there was none. */
async function readNewestMigration(pool: Database["pool"]): Promise<number | null> {
  const table = `${migrations.schema}.${migrations.table}`;
  const { rows: found } = await pool.query("select to_regclass($1) as name", [table]);
  if (found[0].name === null) return null;
  const { rows } = await pool.query(`select max(created_at) as newest from ${table}`);
  return rows[0].newest === null ? null : Number(rows[0].newest);
}

async function checkClock({ pool }: Database): Promise<string[]> {
  const askedAt = Date.now();
  const { rows } = await pool.query<{ now: Date }>("select clock_timestamp() as now");
  const here = (askedAt + Date.now()) / 2;
  const skewMs = here - (rows[0]?.now.getTime() ?? here);
  if (Math.abs(skewMs) <= tolerableSkewMs) return [];
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  return [
    `This machine's clock is ${seconds} s ${skewMs > 0 ? "ahead of" : "behind"} PostgreSQL's: set both by NTP, or times of runs and metrics will contradict each other.`,
  ];
}
