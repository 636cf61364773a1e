import { z } from "zod";
import { ColumnName, Name, Timestamp } from "../values/names.ts";
import { ColumnKind } from "./dataset-rules.ts";

export const ProfileQuery = z.object({
  target: ColumnName.optional().describe("How strongly does each column go with this one?"),
});
export type ProfileQuery = z.infer<typeof ProfileQuery>;

/**
 * How strongly a column goes with the target. `pearson`: numbers with numbers,
 * -1 to 1. `correlation-ratio`: numbers with categories, 0 to 1, the root of
 * epsilon squared. `cramers-v`: categories with categories, 0 to 1, with Bergsma's
 * bias correction. Both are adjusted for the number of categories, so chance gives 0.
 * Dates count as numbers, booleans as categories.
 */
export const Association = z.object({
  measure: z.enum(["pearson", "correlation-ratio", "cramers-v"]),
  value: z
    .number()
    .nullable()
    .describe(
      "null: not defined, as for a constant column, or where most rows have a category of their own",
    ),
  rows: z
    .number()
    .int()
    .describe("Rows in which both have a value; in a category, to have none counts as one"),
});
export type Association = z.infer<typeof Association>;

const common = {
  name: z.string(),
  count: z.number().int().describe("Rows with a value"),
  missing: z.number().int(),
  distinct: z.number().int(),
  association: Association.nullable().describe("With the target; null without one"),
};

const Counts = z.array(z.number().int());

export const NumberProfile = z.object({
  kind: z.literal("number"),
  ...common,
  mean: z.number().nullable(),
  std: z.number().nullable().describe("Of a sample, so divided by n - 1"),
  quantiles: z
    .object({
      min: z.number(),
      p1: z.number(),
      p5: z.number(),
      p25: z.number(),
      p50: z.number(),
      p75: z.number(),
      p95: z.number(),
      p99: z.number(),
      max: z.number(),
    })
    .nullable()
    .describe("Interpolated between neighbours; null when no row has a value"),
  histogram: z
    .object({
      edges: z.array(z.number()).describe("One more than there are bins, all of the same width"),
      counts: Counts,
    })
    .nullable(),
});

export const CategoryProfile = z.object({
  kind: z.enum(["category", "boolean"]),
  ...common,
  top: z
    .array(z.object({ value: z.string(), count: z.number().int() }))
    .describe("The most frequent values, at most 20"),
});

export const DateProfile = z.object({
  kind: z.literal("date"),
  ...common,
  min: Timestamp.nullable(),
  median: Timestamp.nullable(),
  max: Timestamp.nullable(),
  histogram: z.object({ edges: z.array(Timestamp), counts: Counts }).nullable(),
});

export const ColumnProfile = z.discriminatedUnion("kind", [
  NumberProfile,
  CategoryProfile,
  DateProfile,
]);
export type ColumnProfile = z.infer<typeof ColumnProfile>;

/** What the processed rows of a dataset version look like, column by column. */
export const DatasetProfile = z.object({
  dataset: Name,
  version: z.number().int(),
  rows: z.number().int(),
  target: z.string().nullable(),
  columns: z.array(ColumnProfile),
});
export type DatasetProfile = z.infer<typeof DatasetProfile>;

/** How a column differs between two versions. */
export const ColumnDiff = z.object({
  name: z.string(),
  change: z.enum(["added", "removed", "kind-changed", "kept"]),
  from: ColumnKind.nullable(),
  to: ColumnKind.nullable(),
  missingShare: z.object({ from: z.number(), to: z.number() }).nullable(),
  shift: z
    .object({
      measure: z.enum(["standardized-mean-difference", "total-variation"]),
      value: z.number().nullable(),
    })
    .nullable()
    .describe(
      "Of kept columns. Numbers and dates: difference of the means in pooled standard deviations. Categories: half the summed differences of their shares, 0 to 1",
    ),
});
export type ColumnDiff = z.infer<typeof ColumnDiff>;

export const DatasetDiff = z.object({
  dataset: Name,
  from: z.object({ version: z.number().int(), rows: z.number().int() }),
  to: z.object({ version: z.number().int(), rows: z.number().int() }),
  columns: z.array(ColumnDiff),
});
export type DatasetDiff = z.infer<typeof DatasetDiff>;
