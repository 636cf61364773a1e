import type { RunSummary } from "@rookery/contracts";
import { stringify } from "csv-stringify/browser/esm/sync";
import type { RunColumn } from "./run-columns.tsx";

/**
 * Runs as CSV: a line of titles, then each run, with what it has none of left empty. A text that a spreadsheet would
 * run as a formula has an apostrophe before it.
 */
export function writeCsv(runs: readonly RunSummary[], columns: readonly RunColumn[]): string {
  const rows = runs.map((run) => columns.map(({ raw }) => raw(run)));
  return stringify([columns.map(({ title }) => title), ...rows], {
    escape_formulas: true,
    cast: { number: String, boolean: String },
  });
}
