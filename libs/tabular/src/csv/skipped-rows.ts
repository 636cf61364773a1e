import { TableError } from "../table-error.ts";
import type { CsvFault } from "./scan-csv.ts";

/** Of more lines only the number is kept. */
const listedLines = 100;

/** Lines that were skipped because they are no rows of the table. */
export interface SkippedRows {
  count: number;
  /** The first hundred of them. */
  lines: { line: number; reason: string }[];
}

/** Takes what is wrong with a line: keeps it in `skipped`, or throws a TableError. */
export function createFaultHandler(onBadRow: "refuse" | "skip", skipped: SkippedRows) {
  return (line: number, { message, hint }: CsvFault): void => {
    if (onBadRow === "refuse") {
      throw new TableError(
        `Line ${line} ${message}.`,
        `${hint} Or skip such lines with \`reading.onBadRow: skip\`; they are listed then.`,
        { issues: [{ field: `lines[${line}]`, message }] },
      );
    }
    skipped.count++;
    if (skipped.lines.length < listedLines) skipped.lines.push({ line, reason: message });
  };
}
