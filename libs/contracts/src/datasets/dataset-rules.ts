import { z } from "zod";
import { ColumnName, Text } from "../values/names.ts";

/*
 * What somebody who imports a table may say about it: the schema (which kind
 * each column is and how it is written) and the cleaning rules. Both are kept
 * with the dataset version and are part of what it is: the same bytes under
 * other rules make another version.
 */

export const columnKinds = ["number", "category", "boolean", "date"] as const;
export const ColumnKind = z.enum(columnKinds);
export type ColumnKind = z.infer<typeof ColumnKind>;

/** Each way to write a number, named by an example of it. */
export const numberFormats = ["1234.5", "1234,5", "1,234.5", "1.234,5"] as const;
export const NumberFormat = z.enum(numberFormats);
export type NumberFormat = z.infer<typeof NumberFormat>;

/** `iso`: `2024-12-31`, or with a time and perhaps a zone. The others take a time behind a space. */
export const dateFormats = ["iso", "d.m.y", "d/m/y", "m/d/y"] as const;
export const DateFormat = z.enum(dateFormats);
export type DateFormat = z.infer<typeof DateFormat>;

export const StatedColumn = z.union(
  [
    ColumnKind,
    z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("number"), format: NumberFormat.optional() }),
      z.strictObject({ kind: z.literal("date"), format: DateFormat.optional() }),
      z.strictObject({ kind: z.literal("category") }),
      z
        .strictObject({ kind: z.literal("boolean") })
        .describe("Takes true, false, yes, no, y, n, t, f, 1 and 0"),
    ]),
  ],
  {
    error: 'must be "number", "category", "boolean" or "date", or { "kind", "format" }',
  },
);
export type StatedColumn = z.infer<typeof StatedColumn>;

/** Kinds by column name. A format that is not stated is found, as long as only one fits. */
export const StatedSchema = z
  .record(ColumnName, StatedColumn)
  .describe("Kinds by column name; columns that are not named are inferred");
export type StatedSchema = z.infer<typeof StatedSchema>;

const Token = Text.max(200);

export const MissingTokens = z
  .strictObject({
    add: z.array(Token).max(100).optional().describe("Tokens besides the usual ones"),
    replace: z.array(Token).max(100).optional().describe("These tokens instead of the usual ones"),
  })
  .refine(({ add, replace }) => !(add && replace), "takes either `add` or `replace`")
  .describe("Which texts, once trimmed, mean that a cell has no value");
export type MissingTokens = z.infer<typeof MissingTokens>;

const Quantile = z.number().min(0).max(1);

export const Clip = z
  .strictObject({
    min: z.number().optional(),
    max: z.number().optional(),
    minQuantile: Quantile.optional().describe("Of the column's own values, in place of `min`"),
    maxQuantile: Quantile.optional().describe("Of the column's own values, in place of `max`"),
  })
  .refine((clip) => Object.keys(clip).length > 0, "names no bound")
  .refine(({ min, minQuantile }) => min === undefined || minQuantile === undefined, {
    message: "takes either `min` or `minQuantile`",
  })
  .refine(({ max, maxQuantile }) => max === undefined || maxQuantile === undefined, {
    message: "takes either `max` or `maxQuantile`",
  })
  .refine(({ min, max }) => min === undefined || max === undefined || min <= max, {
    message: "`min` is above `max`",
  })
  .refine(
    ({ minQuantile: low, maxQuantile: high }) =>
      low === undefined || high === undefined || low <= high,
    {
      message: "`minQuantile` is above `maxQuantile`",
    },
  )
  .describe("Numbers beyond a bound become the bound");
export type Clip = z.infer<typeof Clip>;

export const Rare = z
  .strictObject({
    minCount: z.int().min(2).optional().describe("Values that fewer rows have are rare"),
    minShare: z.number().gt(0).lt(1).optional().describe("The same as a share of the values"),
    label: Text.min(1).max(200).default("other"),
  })
  .refine(({ minCount, minShare }) => (minCount === undefined) !== (minShare === undefined), {
    message: "takes one of `minCount` and `minShare`",
  })
  .describe("Rare categories become one");
export type Rare = z.infer<typeof Rare>;

export const Impute = z
  .discriminatedUnion("with", [
    z.strictObject({ with: z.literal("mean") }),
    z.strictObject({ with: z.literal("median") }),
    z.strictObject({ with: z.literal("most-frequent") }),
    z.strictObject({
      with: z.literal("constant"),
      value: z.union([z.number(), z.boolean(), Text.max(1000)]),
    }),
  ])
  .describe(
    "What stands in for missing values. It is computed over all rows, later test rows among them, so it leaks a little; a model's pipeline imputes by itself, without that",
  );
export type Impute = z.infer<typeof Impute>;

/** In the order in which they are applied: clip or fold, then impute. */
const changes = { clip: Clip.optional(), rare: Rare.optional(), impute: Impute.optional() };
export const ColumnRules = z.strictObject({ missing: MissingTokens.optional(), ...changes });
export type ColumnRules = z.infer<typeof ColumnRules>;

const KindRules = z.strictObject(changes).optional();

/** Applied in this order: missing tokens, dropped columns, dropped rows, rules by column. */
export const CleaningRules = z
  .strictObject({
    missing: MissingTokens.optional(),
    invalid: z
      .enum(["refuse", "missing"])
      .default("refuse")
      .describe(
        "Cells that do not fit the kind stated for their column: refuse the file, or count them as missing",
      ),
    dropColumns: z
      .array(ColumnName)
      .max(1000)
      .default([])
      .describe("Left out of the processed rows"),
    dropMissing: z
      .union([z.literal("any"), z.array(ColumnName).max(1000)])
      .default([])
      .describe("Rows without a value in one of these columns, or in any, are left out"),
    defaults: z
      .strictObject({ number: KindRules, category: KindRules, boolean: KindRules, date: KindRules })
      .default({})
      .describe("Rules for all columns of a kind; rules of the same name in `columns` win"),
    columns: z.record(ColumnName, ColumnRules).default({}).describe("Rules by column name"),
  })
  .superRefine(({ dropColumns, dropMissing }, context) => {
    if (dropMissing === "any") return;
    for (const [index, name] of dropMissing.entries()) {
      if (!dropColumns.includes(name)) continue;
      const path = ["dropMissing", index];
      context.addIssue({
        code: "custom",
        path,
        message: "is a column that `dropColumns` leaves out",
      });
    }
  });
export type CleaningRules = z.output<typeof CleaningRules>;
export type CleaningRulesInput = z.input<typeof CleaningRules>;
