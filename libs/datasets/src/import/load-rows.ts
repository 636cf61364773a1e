import { randomUUID } from "node:crypto";
import { type Database, schema, withTransaction } from "@rookery/database";
import { eq, max } from "drizzle-orm";
import pg from "pg";
import { buildProcessed } from "../clean/build-processed.ts";
import { checkRuleColumns, type TableRules } from "../clean/check-rules.ts";
import { inspectColumns, planColumns } from "../clean/plan-columns.ts";
import { writeReport } from "../clean/write-report.ts";
import { openSource } from "../sources/open-source.ts";
import { findVersionByHash, type VersionIdentity } from "../versions/find-version-by-hash.ts";
import { type StoredDatasetVersion, toStoredVersion } from "../versions/get-dataset-version.ts";
import { quoteTable, sqlColumnNames, tableNames } from "../versions/sql-names.ts";
import { copyRawRows } from "./copy-raw-rows.ts";
import { datasetInvalid } from "./dataset-invalid.ts";
import type { Upload } from "./spool-upload.ts";

const { datasets, datasetVersions } = schema;

export interface RowsToLoad {
  name: string;
  sourceName: string;
  upload: Upload;
  rules: TableRules;
  identity: VersionIdentity;
}

/**
 * Rows first, under a name nobody else can have; only then the dataset's row
 * is locked and the version numbered. So two uploads to one dataset load side
 * by side, and of two that are the same the later finds the earlier's version.
 */
export function loadRows(
  database: Database,
  { name, sourceName, upload, rules, identity }: RowsToLoad,
): Promise<{ version: StoredDatasetVersion; created: boolean }> {
  return withTransaction(
    database,
    async (tx) => {
      const client = tx.$client;
      // Times without a zone are UTC, whatever the server's own zone.
      await client.query("set local timezone = 'UTC'");
      await client.query("set local work_mem = '64MB'");
      const source = await openSource(upload, { fileName: sourceName, reading: rules.reading });
      const names = source.columns.map((column) => column.name);
      checkRuleColumns(rules, names);
      const inspectors = inspectColumns(source, rules);
      const sqlNames = sqlColumnNames(names);
      const draft = quoteTable(`raw.import_${randomUUID()}`);
      const raw = await copyRawRows(
        client,
        { table: draft, columns: sqlNames, inspectors },
        source.rows,
      );
      requireRows(raw.rawRows - raw.emptyRows, raw.rawRows);
      const columns = planColumns({ source, sqlNames, inspectors, filled: raw.filled, rules });

      const [dataset] = await tx
        .insert(datasets)
        .values({ name })
        .onConflictDoUpdate({ target: datasets.name, set: { name } })
        .returning({ id: datasets.id });
      const datasetId = (dataset as { id: number }).id;
      const known = await findVersionByHash(tx, name, identity);
      if (known) {
        await client.query(`drop table ${draft}`);
        return { version: known, created: false };
      }
      const [last] = await tx
        .select({ version: max(datasetVersions.version) })
        .from(datasetVersions)
        .where(eq(datasetVersions.datasetId, datasetId));
      const version = (last?.version ?? 0) + 1;
      const tables = tableNames(name, version);
      const bare = tables.raw.slice("raw.".length);
      await client.query(`alter table ${draft} rename to ${pg.escapeIdentifier(bare)}`);

      const { dropMissing } = rules.cleaning;
      const processed = await buildProcessed(client, {
        rawTable: quoteTable(tables.raw),
        rawRows: raw.rawRows,
        processedTable: quoteTable(tables.processed),
        columns,
        required: dropMissing === "any" ? columns.map((column) => column.name) : dropMissing,
      });
      requireRows(processed.rows, raw.rawRows);
      const [stored] = await tx
        .insert(datasetVersions)
        .values({
          datasetId,
          version,
          ...identity,
          sourceName,
          sizeBytes: upload.sizeBytes,
          statedSchema: rules.schema,
          cleaning: rules.cleaning,
          reading: rules.reading,
          rawTable: tables.raw,
          processedTable: tables.processed,
          rawRows: raw.rawRows,
          rows: processed.rows,
          columns: columns.map(({ name, sqlName, verdict }, i) => ({
            name,
            sqlName,
            kind: verdict.kind,
            ...(processed.counts[i] as (typeof processed.counts)[number]),
          })),
          report: writeReport({
            source,
            container: upload.container,
            rules,
            rawRows: raw.rawRows,
            columns,
            droppedColumns: names.filter((name) => columns.every((kept) => kept.name !== name)),
            processed,
          }),
        })
        .returning();
      return {
        version: toStoredVersion(name, stored as NonNullable<typeof stored>),
        created: true,
      };
    },
    { isLong: true },
  );
}

function requireRows(rows: number, rawRows: number): void {
  if (rows > 0) return;
  throw datasetInvalid(
    rawRows === 0
      ? "The file has a header but no rows."
      : `Not one of the ${rawRows} rows has a value.`,
    "Upload a file with at least one row, and rules that leave one.",
  );
}
