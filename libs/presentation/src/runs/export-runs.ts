import type { RunSummary, SweepAttempt } from "@rookery/contracts";
import type { ExportColumn, ExportedRun } from "./export-columns.ts";
import { runTimeMs } from "./read-runs.ts";
import { writeCsvLine } from "./write-csv-line.ts";

/** A run as it is exported; `errors` has why runs failed, by their ids. */
export function exportRun(run: RunSummary, errors: ReadonlyMap<string, string>): ExportedRun {
  return { ...run, durationMs: runTimeMs(run) ?? null, error: errors.get(run.id) ?? null };
}

/** The first line of a file of runs. */
export function writeCsvHead(columns: readonly ExportColumn[]): string {
  return writeCsvLine(columns.map(({ title }) => title));
}

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
