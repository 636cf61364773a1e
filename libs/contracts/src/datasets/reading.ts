import { z } from "zod";
import { Text } from "../values/names.ts";

/*
 * What somebody who imports a file may say about how it is to be read, where the
 * file does not say it well enough by itself. Kept with the dataset version and
 * part of what it is, as schema and cleaning rules are.
 */

/** What may part the cells of a CSV, by what people call it. */
export const delimiters = {
  comma: ",",
  semicolon: ";",
  tab: "\t",
  bar: "|",
  colon: ":",
  caret: "^",
  space: " ",
} as const;
export type DelimiterName = keyof typeof delimiters;

const longestDelimiter = 8;

/** The characters that a stated delimiter stands for: itself, or those of a name such as `tab`. */
export function toDelimiter(stated: string): string {
  if (Object.hasOwn(delimiters, stated)) return delimiters[stated as DelimiterName];
  return stated === "\\t" ? "\t" : stated;
}

/** What people write that the Encoding Standard has another label for. */
const otherLabels: Record<string, string> = {
  "latin-1": "latin1",
  "latin-2": "latin2",
  "latin-5": "latin5",
  cp932: "shift_jis",
  cp936: "gbk",
  cp949: "euc-kr",
  cp950: "big5",
  utf16: "utf-16",
  utf32: "utf-32le",
  "utf-32": "utf-32le",
};
const ownLabels = new Set(["utf-32le", "utf-32be"]);

/**
 * The one name of an encoding: of any label of the Encoding Standard, such as
 * `windows-1252` for `latin1`, and of UTF-32. Undefined when there is none.
 * https://encoding.spec.whatwg.org/#names-and-labels
 */
export function findEncoding(label: string): string | undefined {
  const lower = label.trim().toLowerCase();
  const known = otherLabels[lower] ?? lower;
  if (ownLabels.has(known)) return known;
  try {
    return new TextDecoder(known).encoding;
  } catch {
    return undefined;
  }
}

export const Reading = z
  .strictObject({
    delimiter: z
      .string()
      .min(1)
      .max(longestDelimiter)
      .regex(/^[^"\r\n\0]*$/, "must hold neither quotes nor line ends")
      .optional()
      .describe(
        `Between the cells of a CSV: up to ${longestDelimiter} characters, or one of ${Object.keys(delimiters).join(", ")}. A space stands for any run of spaces and tabs. Default: found`,
      ),
    encoding: z
      .string()
      .max(40)
      .refine((label) => findEncoding(label) !== undefined, {
        message: "is no encoding, such as utf-8, windows-1250, iso-8859-2, gbk, shift_jis",
      })
      .optional()
      .describe("Of text: a label of the Encoding Standard. Default: found"),
    skip: z
      .int()
      .min(0)
      .max(1_000_000)
      .optional()
      .describe("Lines above the header that are none of the table. Default: found"),
    comment: z
      .string()
      .min(1)
      .max(longestDelimiter)
      .regex(/^[^"\r\n\0]*$/, "must hold neither quotes nor line ends")
      .optional()
      .describe("Lines that begin with it are none of the table"),
    header: z
      .boolean()
      .optional()
      .describe("`false`: the first line is a row, and columns are called by their position"),
    onBadRow: z
      .enum(["refuse", "skip"])
      .optional()
      .describe(
        "Lines that cannot be rows of the table, such as those with too many cells: refuse the file (default), or skip and list them",
      ),
    sheet: Text.min(1)
      .max(200)
      .optional()
      .describe("Of a workbook, by its name. Default: the first"),
  })
  .describe("How the file is read, where it does not say that itself");
export type Reading = z.infer<typeof Reading>;
