import {
  type ColumnReport,
  type DatasetVersion,
  DateFormat,
  NumberFormat,
} from "@rookery/contracts";
import { findMissingTokens, isMissing, readValue, type WrittenAs } from "@rookery/tabular";
import type { CellReader } from "./create-cell-reader.ts";

export interface TableReaderOptions {
  table: DatasetVersion;
  /** The column. */
  name: string;
  /** Cells that mean missing, besides those of the table. */
  missing: readonly string[];
  /** The values that the model knows here, when they are categories. */
  categories: readonly (string | null)[];
  isCommaSeparated: boolean;
}

/** Reads cells as the import read those of the table; undefined when the table has no such column. */
export function createTableReader(options: TableReaderOptions): CellReader | undefined {
  const { table, name, missing, categories, isCommaSeparated } = options;
  const column = table.report.columns.find((each) => each.name === name);
  if (!column) return undefined;
  const { kind } = column;
  const missingTexts = findMissingTokens(table.cleaning, name);
  const words = new Set(missing.map((word) => word.trim()));
  const writtenAs = describeWriting(column, isCommaSeparated && table.report.delimiter !== "comma");
  const misfitsAreMissing =
    table.cleaning.invalid === "missing" && Object.hasOwn(table.schema, name);
  const known = new Set(categories);
  const rare = column.folded && known.has(column.folded.label) ? column.folded.label : undefined;

  return (value) => {
    // Null, objects for the model to refuse, and JSON of the right type.
    if (typeof value === "object" || typeof value === kind) return value;
    const text = String(value).trim();
    if (words.has(text) || isMissing(text, missingTexts, kind)) return null;
    const read = readValue(text, writtenAs);
    if (read === undefined) return misfitsAreMissing ? null : value;
    return rare !== undefined && !known.has(read as string) ? rare : read;
  };
}

/**
 * How the file has this column. Files that part cells by commas, unlike the
 * table, come from programs that write decimal points.
 */
function describeWriting({ kind, format }: ColumnReport, hasPoints: boolean): WrittenAs {
  if (kind === "number") {
    const written = NumberFormat.parse(format);
    const byComma = written === "1234,5" || written === "1.234,5";
    return { kind, format: byComma && hasPoints ? "1234.5" : written };
  }
  return kind === "date" ? { kind, format: DateFormat.parse(format) } : { kind };
}
