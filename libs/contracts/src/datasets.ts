import { z } from "zod";
import { Name, Timestamp } from "./names.ts";

export const columnKinds = ["number", "category", "boolean"] as const;
export const ColumnKind = z.enum(columnKinds);
export type ColumnKind = z.infer<typeof ColumnKind>;

export const DatasetColumn = z.object({
  name: z.string().describe("As the header names it"),
  sqlName: z
    .string()
    .describe("The column in the raw and processed tables; mostly the name itself"),
  kind: ColumnKind,
  missing: z.number().int().describe("Processed rows without a value"),
  distinct: z.number().int().describe("Distinct values among the processed rows"),
});
export type DatasetColumn = z.infer<typeof DatasetColumn>;

/** What importing did to the rows, and why. */
export const CleaningReport = z.object({
  encoding: z.string(),
  delimiter: z.string(),
  rawRows: z.number().int(),
  rows: z.number().int(),
  droppedRows: z.number().int(),
  columns: z.array(
    z.object({
      name: z.string(),
      kind: ColumnKind,
      why: z.string().describe("The evidence for the kind"),
      missingTokens: z
        .record(z.string(), z.number().int())
        .describe("How often each token was read as missing"),
    }),
  ),
  notes: z.array(z.string()),
});
export type CleaningReport = z.infer<typeof CleaningReport>;

export const DatasetVersion = z.object({
  dataset: Name,
  version: z.number().int(),
  contentHash: z.string(),
  sourceName: z.string(),
  sizeBytes: z.number().int(),
  rawTable: z.string().describe("The table with every row as text, with its schema"),
  processedTable: z.string().describe("The table with typed, cleaned rows, with its schema"),
  rawRows: z.number().int(),
  rows: z.number().int(),
  columns: z.array(DatasetColumn),
  report: CleaningReport,
  createdAt: Timestamp,
});
export type DatasetVersion = z.infer<typeof DatasetVersion>;

export const DatasetSummary = z.object({
  name: Name,
  versions: z.number().int(),
  latestVersion: z.number().int(),
  rows: z.number().int(),
  columns: z.number().int(),
  createdAt: Timestamp,
});
export type DatasetSummary = z.infer<typeof DatasetSummary>;
