import { Readable } from "node:stream";
import { createDatabase, type Database, migrateDatabase } from "@rookery/database";
import { createTestDatabase } from "@rookery/test";
import { afterAll, beforeAll } from "vitest";
import { type ImportDatasetOptions, importDataset } from "../src/index.ts";

export const penguinsFile = new URL("../../../data/penguins_size.csv", import.meta.url);

/** A migrated database for the tests of one file. */
export function useDatabase(): { readonly database: Database } {
  let database: Database;
  let drop: () => Promise<void>;
  beforeAll(async () => {
    const created = await createTestDatabase();
    drop = created.drop;
    await migrateDatabase(created.url);
    database = createDatabase({ url: created.url, applicationName: "datasets-test" });
  });
  afterAll(async () => {
    await database.close();
    await drop();
  });
  return {
    get database() {
      return database;
    },
  };
}

export function importText(
  database: Database,
  text: string | Buffer,
  options: Partial<ImportDatasetOptions> = {},
) {
  return importDataset({
    database,
    name: "table",
    fileName: "table.csv",
    stream: bytesOf(Buffer.from(text as string)),
    ...options,
  });
}

/** The bytes in pieces of `pieceBytes`, as a network might cut them. */
export function bytesOf(bytes: Buffer, pieceBytes = 7): Readable {
  const pieces = [];
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    pieces.push(bytes.subarray(at, at + pieceBytes));
  }
  return Readable.from(pieces);
}

/** Every imported row and table there is: what a failed import must leave as it was. */
export async function listEverything({ pool }: Database) {
  const { rows: tables } = await pool.query(
    `select schemaname, tablename from pg_tables where schemaname in ('raw', 'processed') order by 1, 2`,
  );
  const { rows: versions } = await pool.query("select * from rookery.dataset_versions order by id");
  const { rows: datasets } = await pool.query("select * from rookery.datasets order by id");
  return { tables, versions, datasets };
}
