export type CsvCell = string | number | boolean | null | undefined;

/** What spreadsheets take for the beginning of a formula, in full width too. */
const formulaStart = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

/**
 * One line of CSV (RFC 4180) with its line feed: numbers with every digit,
 * nothing for what is missing, text in quotes where it needs them. A text that a
 * spreadsheet would run as a formula has an apostrophe before it: what it says may
 * come from a trainer or a table of somebody else. Numbers are never touched.
 */
export function writeCsvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(writeCell).join(",")}\n`;
}

function writeCell(cell: CsvCell): string {
  if (cell === null || cell === undefined) return "";
  if (typeof cell !== "string") return String(cell);
  const text = formulaStart.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
