import { z } from "zod";
import { Name, Timestamp } from "../values/names.ts";
import { CleaningRules, ColumnKind, ColumnRules, StatedSchema } from "./dataset-rules.ts";
import { Reading } from "./reading.ts";

export const DatasetColumn = z.object({
  name: z.string().describe("As the file names it"),
  sqlName: z
    .string()
    .describe("The column in the raw and processed tables; mostly the name itself"),
  kind: ColumnKind,
  missing: z.number().int().describe("Processed rows without a value"),
  distinct: z.number().int().describe("Distinct values among the processed rows"),
});
export type DatasetColumn = z.infer<typeof DatasetColumn>;

export const ColumnDecision = z.object({
  kind: z.enum(["number", "date"]).describe("What nearly every value is"),
  format: z.string().describe("How they are written"),
  fitting: z.number().int().describe("Values that are of this kind and format"),
  others: z.number().int().describe("Values that are not"),
  values: z
    .array(
      z.object({
        value: z.string(),
        cells: z.number().int(),
        lines: z.array(z.number().int()).describe("The first of them"),
      }),
    )
    .describe("What they say, the most frequent first; at most twenty"),
  rule: z
    .object({
      schema: StatedSchema.optional(),
      cleaning: z.object({
        invalid: z.literal("missing").optional(),
        columns: z.record(z.string(), ColumnRules).optional(),
      }),
    })
    .describe("Added to the schema and the cleaning rules, it has them counted as missing"),
});
export type ColumnDecision = z.infer<typeof ColumnDecision>;

export const ColumnReport = z.object({
  name: z.string(),
  labelsRows: z
    .boolean()
    .default(false)
    .describe("Whether it is the first column and the file gives it no name, as row labels have"),
  kind: ColumnKind,
  format: z.string().nullable().describe("How numbers or dates are written in the file"),
  why: z.string().describe("The evidence for the kind"),
  decision: ColumnDecision.optional().describe(
    "Of categories that are numbers or dates but for a few: whether they are meant to be, for people to decide",
  ),
  missingTokens: z
    .record(z.string(), z.number().int())
    .describe("How often each token was read as missing"),
  nulls: z.number().int().describe("Cells for which the file itself has no value"),
  invalid: z.number().int().describe("Cells that do not fit the stated kind, counted as missing"),
  clipped: z
    .object({
      low: z.number().int(),
      high: z.number().int(),
      min: z.number().nullable(),
      max: z.number().nullable(),
    })
    .nullable()
    .describe("Values moved to the bounds"),
  folded: z
    .object({ values: z.number().int(), categories: z.number().int(), label: z.string() })
    .nullable()
    .describe("Values of rare categories that became one"),
  imputed: z
    .object({
      values: z.number().int(),
      with: z.string(),
      value: z.union([z.number(), z.string(), z.boolean()]).nullable(),
    })
    .nullable()
    .describe("Missing values that were filled in; a value of null: there was nothing to fill in"),
});
export type ColumnReport = z.infer<typeof ColumnReport>;

/** What importing did to the rows, and why. */
export const CleaningReport = z.object({
  format: z.enum(["csv", "json-lines", "json", "parquet", "xlsx"]),
  container: z
    .enum(["gzip", "zip"])
    .nullable()
    .default(null)
    .describe("What the table was packed in"),
  encoding: z.string().nullable().describe("Of text formats"),
  delimiter: z.string().nullable().describe("Of CSV"),
  rawRows: z.number().int(),
  rows: z.number().int(),
  skippedRows: z
    .object({
      count: z.number().int(),
      lines: z.array(z.object({ line: z.number().int(), reason: z.string() })),
    })
    .default({ count: 0, lines: [] })
    .describe("Lines of the file that are no rows of the table, the first hundred of them listed"),
  droppedRows: z.number().int(),
  droppedFor: z
    .array(z.object({ reason: z.string(), rows: z.number().int() }))
    .describe("A row may be counted for several reasons"),
  droppedColumns: z.array(z.string()),
  columns: z.array(ColumnReport),
  notes: z.array(z.string()),
});
export type CleaningReport = z.infer<typeof CleaningReport>;

export const DatasetVersion = z.object({
  dataset: Name,
  version: z.number().int(),
  contentHash: z.string().describe("sha256 of the file"),
  sourceName: z.string(),
  sizeBytes: z.number().int(),
  schema: StatedSchema.describe("What was stated about the columns"),
  cleaning: CleaningRules,
  reading: Reading.default({}),
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

export const RowsQuery = z.object({
  limit: z.coerce.number().int().min(1).max(1000).default(20),
  offset: z.preprocess(
    // An empty text would count as 0.
    (text) => (text === "" ? Number.NaN : text),
    z.coerce.number().int().min(0).max(2_147_483_647).default(0),
  ),
});
export type RowsQuery = z.infer<typeof RowsQuery>;

const CellValue = z.union([z.number(), z.string(), z.boolean()]).nullable();

export const DatasetRows = z.object({
  columns: z.array(z.string()),
  rows: z.array(z.array(CellValue)).describe("Cells in the columns' order; dates as ISO 8601"),
  offset: z.number().int(),
  total: z.number().int(),
});
export type DatasetRows = z.infer<typeof DatasetRows>;
