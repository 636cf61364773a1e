import type { ColumnKind, DateFormat, NumberFormat } from "@rookery/contracts";
import { toIsoDate } from "./date-text.ts";
import { readCell, readings } from "./read-cell.ts";

/** What a column holds, and how its numbers or dates are written. */
export type WrittenAs =
  | { kind: Extract<ColumnKind, "number">; format: NumberFormat }
  | { kind: Extract<ColumnKind, "date">; format: DateFormat }
  | { kind: Extract<ColumnKind, "boolean" | "category"> };

const isTrue = /^[ty1]/i;

/**
 * The value that the import finds in a trimmed text: a date as ISO 8601 text.
 * Undefined when the text does not fit.
 */
export function readValue(
  text: string,
  writtenAs: WrittenAs,
): number | string | boolean | undefined {
  switch (writtenAs.kind) {
    case "number":
      return fits(text, readings[writtenAs.format])
        ? Number(toPlainNumber(text, writtenAs.format))
        : undefined;
    case "date":
      return toIsoDate(text, writtenAs.format);
    case "boolean":
      return fits(text, readings.word) ? isTrue.test(text) : undefined;
    case "category":
      return text;
  }
}

function fits(text: string, reading: number): boolean {
  return (readCell(text) & reading) !== 0;
}

function toPlainNumber(text: string, format: NumberFormat): string {
  switch (format) {
    case "1234.5":
      return text;
    case "1234,5":
      return text.replace(",", ".");
    case "1,234.5":
      return text.replaceAll(",", "");
    case "1.234,5":
      return text.replaceAll(".", "").replace(",", ".");
  }
}
