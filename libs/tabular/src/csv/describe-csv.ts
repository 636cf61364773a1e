import { shown } from "../table-error.ts";
import type { CsvTable } from "./open-csv.ts";
import type { LineTally } from "./scan-csv.ts";

/** What was decided about how a CSV is read, for people to check, once its rows are read. */
export function describeCsv(table: CsvTable): string[] {
  const { layout, columns, spacedQuotes, looseQuotes, skipped } = table;
  const { preamble, delimiterIsRare, doubtfulHeader } = layout;
  const notes = describePreamble(preamble);
  if (doubtfulHeader) notes.push(describeDoubtfulHeader(doubtfulHeader));
  if (layout.hasLabels) {
    notes.push(
      "Every row has a cell more than the header, as where R writes row labels: the first column was taken for such.",
    );
  }
  if (delimiterIsRare) {
    notes.push(
      `Cells are parted by ${shown(table.delimiter)}, by which few files are; \`reading.delimiter\` states another.`,
    );
  }
  if (columns.length === 1) {
    notes.push(
      "The table has one column; `reading.delimiter` states what parts others, if it has.",
    );
  }
  if (spacedQuotes.count > 0) {
    notes.push(`White space around the quotes of cells was removed: ${describe(spacedQuotes)}.`);
  }
  if (looseQuotes.count > 0) {
    notes.push(
      `Quotes inside quoted cells that are not doubled were kept: ${describe(looseQuotes)}.`,
    );
  }
  const [first] = skipped.lines;
  if (first) {
    notes.push(
      `${skipped.count === 1 ? "A line was" : `${skipped.count} lines were`} skipped for not being rows of the table: line ${first.line} ${first.reason}${skipped.count > 1 ? ", and others" : ""}.`,
    );
  }
  return notes;
}

function describe({ count, first }: LineTally): string {
  return count === 1 ? `line ${first}` : `${count} lines, first line ${first}`;
}

/** That lines above the header did not count; nothing where there are none. */
export function describePreamble(lines: readonly string[]): string[] {
  const [first] = lines;
  if (first === undefined) return [];
  const count = lines.length === 1 ? "A line" : `${lines.length} lines`;
  return [
    `${count} above the header did not count, first ${shown(first)}; state \`reading.skip: 0\` if the header is there.`,
  ];
}

export function describeDoubtfulHeader(header: readonly string[]): string {
  return `The header looks like values: ${shown(header.join(", "))}; state \`reading.header: false\` if it is a row.`;
}
