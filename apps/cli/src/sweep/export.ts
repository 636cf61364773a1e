import { pipeline } from "node:stream/promises";
import { listAll } from "@rookery/client";
import type { RunState, RunSummary } from "@rookery/contracts";
import { stringify } from "csv-stringify";
import type { Session } from "../session.ts";
import { findRunErrors } from "./find-run-errors.ts";
import { findSweepId } from "./find-sweep.ts";
import { type ExportedRun, listRunColumns, type RunColumn } from "./run-columns.ts";

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
  const errors = await findRunErrors(client, await client.sweeps.get(id));
  const listRuns = () =>
    listAll((page) => client.sweeps.runs(id, { ...page, ...options, limit: 1_000 }));

  async function* describeRuns(): AsyncGenerator<ExportedRun> {
    for await (const run of listRuns()) {
      yield { ...run, durationMs: durationOf(run), error: errors.get(run.id) ?? null };
    }
  }
  if (json) return await pipeline(describeRuns, toJsonLines, process.stdout);

  // Which columns there are is known only when every run has been seen.
  const columns = await findColumns(listRuns());
  const header = columns.map(({ title }) => title);
  await pipeline(
    describeRuns,
    (runs) => toCells(runs, columns),
    stringify({ header: true, columns: header, cast: { boolean: String } }),
    process.stdout,
  );
}

async function findColumns(runs: ReturnType<typeof listAll<RunSummary>>): Promise<RunColumn[]> {
  const params = new Set<string>();
  const metrics = new Set<string>();
  for await (const run of runs) {
    for (const name of Object.keys(run.params)) params.add(name);
    for (const name of Object.keys(run.metrics)) metrics.add(name);
  }
  return listRunColumns(params, metrics);
}

async function* toCells(runs: AsyncIterable<ExportedRun>, columns: RunColumn[]) {
  for await (const run of runs) yield columns.map(({ cell }) => cell(run));
}

async function* toJsonLines(runs: AsyncIterable<ExportedRun>) {
  for await (const run of runs) yield `${JSON.stringify(run)}\n`;
}

function durationOf({ startedAt, endedAt }: RunSummary): number | null {
  return startedAt && endedAt ? Date.parse(endedAt) - Date.parse(startedAt) : null;
}
