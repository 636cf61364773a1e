import type {
  CleaningReport,
  CleaningRules,
  DatasetColumn,
  Reading,
  StatedSchema,
} from "@rookery/contracts";
import { bigint, integer, jsonb, text, unique } from "drizzle-orm/pg-core";
import { createdAt, rookery } from "./rookery.ts";

export const datasets = rookery.table("datasets", {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  name: text().notNull().unique(),
  createdAt: createdAt(),
});

/**
 * One immutable import. `rawTable` and `processedTable` name tables of the
 * schemas `raw` and `processed`; the same bytes under the same rules are never
 * imported twice under one name.
 */
export const datasetVersions = rookery.table(
  "dataset_versions",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    datasetId: integer()
      .notNull()
      .references(() => datasets.id, { onDelete: "cascade" }),
    version: integer().notNull(),
    /** sha256 of the uploaded bytes, hex. */
    contentHash: text().notNull(),
    sourceName: text().notNull(),
    sizeBytes: bigint({ mode: "number" }).notNull(),
    statedSchema: jsonb().$type<StatedSchema>().notNull().default({}),
    cleaning: jsonb().$type<Partial<CleaningRules>>().notNull().default({}),
    reading: jsonb().$type<Reading>().notNull().default({}),
    /** sha256 of the stated schema, cleaning rules and reading, hex; empty when nothing was stated. */
    rulesHash: text().notNull().default(""),
    rawTable: text().notNull(),
    processedTable: text().notNull(),
    rawRows: integer().notNull(),
    rows: integer().notNull(),
    columns: jsonb().$type<DatasetColumn[]>().notNull(),
    report: jsonb().$type<CleaningReport>().notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    unique().on(table.datasetId, table.version),
    unique().on(table.datasetId, table.contentHash, table.rulesHash),
  ],
);
