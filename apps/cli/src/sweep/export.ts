import { pipeline } from "node:stream/promises";
import { listAll } from "@rookery/client";
import type { RunState, RunSummary } from "@rookery/contracts";
import {
  type ExportColumn,
  type ExportedNames,
  type ExportedRun,
  exportRun,
  listExportColumns,
  writeCsvHead,
  writeCsvRun,
} from "@rookery/presentation";
import type { Session } from "../session.ts";
import { findRunErrors } from "./find-failures.ts";
import { findSweepId } from "./find-sweep.ts";

export interface ExportOptions {
  sort: string;
  state?: RunState;
}

/** Every run of a sweep to standard output, a page at a time: as CSV, or with `--json` as JSON lines. */
export async function exportSweep(
  { client, json }: Session,
  which: string,
  options: ExportOptions,
): Promise<void> {
  const id = await findSweepId(client, which);
  const sweep = await client.sweeps.get(id);
  const errors = await findRunErrors(client, sweep);
  const listRuns = () =>
    listAll((page) => client.sweeps.runs(id, { ...page, ...options, limit: 1_000 }));

  async function* exportRuns(): AsyncGenerator<ExportedRun> {
    for await (const run of listRuns()) yield exportRun(run, errors);
  }
  if (json) return await pipeline(exportRuns, toJsonLines, process.stdout);

  // Which columns there are is known only when every run has been seen.
  const columns = listExportColumns(sweep.spec, await findNames(listRuns()));
  await pipeline(exportRuns, (runs) => toCsvLines(runs, columns), process.stdout);
}

async function findNames(runs: AsyncIterable<RunSummary>): Promise<ExportedNames> {
  const params = new Set<string>();
  const metrics = new Set<string>();
  for await (const run of runs) {
    for (const name of Object.keys(run.params)) params.add(name);
    for (const name of Object.keys(run.metrics)) metrics.add(name);
  }
  return { params, metrics };
}

async function* toCsvLines(runs: AsyncIterable<ExportedRun>, columns: readonly ExportColumn[]) {
  yield writeCsvHead(columns);
  for await (const run of runs) yield writeCsvRun(columns, run);
}

async function* toJsonLines(runs: AsyncIterable<ExportedRun>) {
  for await (const run of runs) yield `${JSON.stringify(run)}\n`;
}
