import { shown, TableError } from "../table-error.ts";
import type { ZipFile } from "./open-zip.ts";

const tableName = /\.(?:csv|tsv|tab|txt|dat|data|json|jsonl|ndjson|parquet|feather|arrow|xlsx)$/i;
const workbook = "xl/workbook.xml";
const shownNames = 5;

/**
 * Which file of a zip is the table: null when the zip is an Excel workbook itself.
 * Throws a TableError when there is none, or more than one.
 */
export function findTable({ names, has }: ZipFile): string | null {
  if (has(workbook)) return null;
  if (has("content.xml") && has("mimetype")) {
    throw new TableError(
      "The file is an OpenDocument, which is not read.",
      "Save the sheet as .xlsx or as CSV.",
    );
  }
  if (has("xl/workbook.bin")) {
    throw new TableError(
      "The file is a binary Excel workbook (.xlsb), which is not read.",
      "Save the workbook as .xlsx or as CSV.",
    );
  }
  const tables = names.filter((name) => tableName.test(name));
  const [name] = tables.length === 1 ? tables : names;
  if (name !== undefined && (tables.length === 1 || names.length === 1)) return name;
  const listed = names.slice(0, shownNames).map(shown).join(", ");
  throw new TableError(
    names.length === 0
      ? "The zip holds no file."
      : `The zip holds ${names.length} files: ${listed}${names.length > shownNames ? ", …" : ""}.`,
    "Pack one table alone.",
  );
}
