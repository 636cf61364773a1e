import type { RunSummary, SweepAttempt } from "@rookery/contracts";
import type { CsvCell, ExportColumn, ExportedRun } from "./export-columns.ts";
import { runTimeMs } from "./read-runs.ts";

/** A run as it is exported; `errors` has why runs failed, by their ids. */
export function exportRun(run: RunSummary, errors: ReadonlyMap<string, string>): ExportedRun {
  return { ...run, durationMs: runTimeMs(run) ?? null, error: errors.get(run.id) ?? null };
}

/** The first line of a file of runs. */
export function writeCsvHead(columns: readonly ExportColumn[]): string {
  return writeCsvLine(columns.map(({ title }) => title));
}

/** The line of a run, in the order of the columns. */
export function writeCsvRun(columns: readonly ExportColumn[], run: ExportedRun): string {
  return writeCsvLine(columns.map(({ cell }) => cell(run)));
}

/** Why runs failed, by their ids, from the last attempts of those that did: listings of runs do not say. */
export async function readRunErrors(
  attempts: AsyncIterable<SweepAttempt>,
): Promise<Map<string, string>> {
  const messages = new Map<string, string>();
  for await (const { runId, error } of attempts) {
    if (error) messages.set(runId, error.message);
  }
  return messages;
}

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
