import { randomUUID } from "node:crypto";
import { type Database, schema } from "@rookery/database";
import { eq, max } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";
import { copyRawRows } from "./copy-raw-rows.ts";
import { countDistinct } from "./count-distinct.ts";
import { createProcessedTable } from "./create-processed-table.ts";
import { datasetInvalid } from "./dataset-invalid.ts";
import { findVersionByHash } from "./find-version-by-hash.ts";
import { openCsv } from "./open-csv.ts";
import type { Upload } from "./spool-upload.ts";
import { sqlColumnNames } from "./sql-column-names.ts";
import { type StoredDatasetVersion, toStoredVersion } from "./stored-version.ts";
import { quoteTable, tableNames } from "./table-names.ts";
import { withTransaction } from "./with-transaction.ts";
import { writeReport } from "./write-report.ts";

const { datasets, datasetVersions } = schema;

/**
 * Rows first, under a name nobody else can have; only then the dataset's row
 * is locked and the version numbered. So two uploads to one dataset load side
 * by side, and of two with the same bytes the later finds the earlier's version.
 */
export function loadRows(
  database: Database,
  { name, sourceName, upload }: { name: string; sourceName: string; upload: Upload },
): Promise<{ version: StoredDatasetVersion; created: boolean }> {
  return withTransaction(database, async (client) => {
    const orm = drizzle(client, { schema, casing: "snake_case" });
    const csv = await openCsv(upload);
    const sqlNames = sqlColumnNames(csv.headers);
    const draft = quoteTable(`raw.import_${randomUUID()}`);
    const raw = await copyRawRows(client, { table: draft, columns: sqlNames }, csv.rows);
    const rows = raw.rawRows - raw.emptyRows;
    if (rows === 0) {
      throw datasetInvalid(
        raw.rawRows === 0
          ? "The file has a header but no rows."
          : `Not one of the ${raw.rawRows} rows has a value.`,
        "Upload a file with at least one row below the header.",
      );
    }

    const [dataset] = await orm
      .insert(datasets)
      .values({ name })
      .onConflictDoUpdate({ target: datasets.name, set: { name } })
      .returning({ id: datasets.id });
    const datasetId = (dataset as { id: number }).id;
    const known = await findVersionByHash(orm, name, upload.contentHash);
    if (known) {
      await client.query(`drop table ${draft}`);
      return { version: known, created: false };
    }
    const [last] = await orm
      .select({ version: max(datasetVersions.version) })
      .from(datasetVersions)
      .where(eq(datasetVersions.datasetId, datasetId));
    const version = (last?.version ?? 0) + 1;
    const tables = tableNames(name, version);

    const columns = csv.headers.map((header, i) => {
      const profile = raw.profiles[i] as (typeof raw.profiles)[number];
      return { name: header, sqlName: sqlNames[i] as string, ...profile.judge(), profile };
    });
    const bare = tables.raw.slice("raw.".length);
    await client.query(`alter table ${draft} rename to ${pg.escapeIdentifier(bare)}`);
    await createProcessedTable(client, {
      rawTable: quoteTable(tables.raw),
      processedTable: quoteTable(tables.processed),
      columns: columns.map(({ sqlName, kind, profile }) => ({
        sqlName,
        kind,
        missingTokens: [...profile.missingTokens.keys()],
        padded: profile.padded,
      })),
      dropEmptyRows: raw.emptyRows > 0,
    });
    const distinct = await countDistinct(client, quoteTable(tables.processed), sqlNames);
    const [stored] = await orm
      .insert(datasetVersions)
      .values({
        datasetId,
        version,
        contentHash: upload.contentHash,
        sourceName,
        sizeBytes: upload.sizeBytes,
        rawTable: tables.raw,
        processedTable: tables.processed,
        rawRows: raw.rawRows,
        rows,
        columns: columns.map(({ name, sqlName, kind, profile }, i) => ({
          name,
          sqlName,
          kind,
          missing: total(profile.missingTokens.values()) - raw.emptyRows,
          distinct: distinct[i] as number,
        })),
        report: writeReport({ encoding: upload.encoding, delimiter: csv.delimiter, raw, columns }),
      })
      .returning();
    return { version: toStoredVersion(name, stored as NonNullable<typeof stored>), created: true };
  });
}

function total(counts: Iterable<number>): number {
  let sum = 0;
  for (const count of counts) sum += count;
  return sum;
}
