import { ColumnName, type ErrorIssue } from "@rookery/contracts";
import { datasetInvalid } from "./dataset-invalid.ts";
import type { CsvRecord } from "./parse-csv.ts";

/** PostgreSQL keeps a row on one 8 kB page: as many numbers as surely fit. */
const maxColumns = 1000;

/** The column names, trimmed. Throws `dataset-invalid` with every header that must change. */
export function readHeader({ line, cells }: CsvRecord): string[] {
  const names = cells.map((cell) => cell.trim());
  if (names.length > maxColumns) {
    throw datasetInvalid(
      `The header has ${names.length} columns; ${maxColumns} is the most a table can have.`,
      "Leave columns out, or turn them into rows.",
    );
  }
  const issues: ErrorIssue[] = [];
  const firstAt = new Map<string, number>();
  names.forEach((name, index) => {
    const field = `columns[${index}]`;
    const earlier = firstAt.get(name);
    if (name === "") {
      issues.push({ field, message: `Column ${index + 1} has no name` });
    } else if (earlier !== undefined) {
      const message = `Column ${index + 1} has the name of column ${earlier + 1}`;
      issues.push({ field, message, value: name });
    } else {
      firstAt.set(name, index);
      const checked = ColumnName.safeParse(name);
      for (const { message } of checked.error?.issues ?? []) {
        issues.push({ field, message, value: name.slice(0, 200) });
      }
    }
  });
  if (issues.length > 0) {
    throw datasetInvalid(
      `The header on line ${line} cannot be used: ${issues[0]?.message}.`,
      "Give every column a name of its own in the first line.",
      { issues },
    );
  }
  return names;
}
