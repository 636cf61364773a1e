import {
  type ComparedRow,
  compareRuns as compare,
  hasSpread,
  listMetrics,
  spreadNote,
} from "@rookery/presentation";
import { clean } from "../output/clean.ts";
import { paint } from "../output/paint.ts";
import { print, printJson } from "../output/print.ts";
import { type Column, printTable } from "../output/table.ts";
import type { Session } from "../session.ts";
import { UsageError } from "../usage-error.ts";
import { findRun } from "./find-run.ts";

interface Line extends ComparedRow {
  kind: "" | "param" | "metric";
}

/** States, then parameters and metrics, those first in which the runs differ; then times. */
export async function compareRuns({ client, json }: Session, which: string[]): Promise<void> {
  if (which.length < 2) throw new UsageError("Give two runs or more.");
  const runs = await Promise.all(which.map((text) => findRun(client, text)));
  if (json) return printJson({ items: runs });
  const sweepIds = [...new Set(runs.flatMap(({ sweepId }) => sweepId ?? []))];
  const sweeps = await Promise.all(sweepIds.map((id) => client.sweeps.get(id)));
  const specs = new Map(sweeps.map(({ id, spec }) => [id, spec]));
  const { state, rows, params, metrics, time, whyNotCounted } = compare(runs, specs);
  printLines(which, [
    { kind: "", ...state },
    ...(rows?.differs ? [{ kind: "" as const, ...rows }] : []),
    ...params.map((row): Line => ({ kind: "param", ...row })),
    ...metrics.map((row): Line => ({ kind: "metric", ...row })),
    { kind: "", ...time },
  ]);
  if (listMetrics(runs).some((name) => hasSpread(runs, name))) print(paint.dim(spreadNote));
  for (const [at, why] of whyNotCounted.entries()) {
    if (why) print(`${paint.yellow("–")} ${clean(which[at] ?? "")} does not count as best, ${why}`);
  }
  printWhyNoBest(metrics);
}

function printLines(which: string[], lines: Line[]): void {
  const columns: Column<Line>[] = [
    { title: "", cell: ({ kind }) => kind },
    {
      title: "",
      cell: ({ name }) => name,
      style: (text, { differs }) => (differs ? paint.bold(text) : text),
    },
    ...which.map((title, at) => ({
      title,
      cell: ({ cells, best }: Line) => `${best.includes(at) ? crownOf(best) : ""}${cells[at]}`,
      align: "right" as const,
      style: (text: string, { differs, best }: Line) => {
        if (best.includes(at)) return paint.green(text);
        return differs ? paint.yellow(text) : text;
      },
    })),
  ];
  printTable(columns, lines);
}

function crownOf(best: readonly number[]): string {
  return best.length > 1 ? "best, tied " : "best ";
}

/** A line for each reason why metrics that differ have no best run. */
function printWhyNoBest(metrics: ComparedRow[]): void {
  const byReason = new Map<string, string[]>();
  for (const { name, whyNoBest } of metrics) {
    if (whyNoBest) byReason.set(whyNoBest, [...(byReason.get(whyNoBest) ?? []), name]);
  }
  for (const [reason, names] of byReason) {
    print(`${paint.yellow("–")} None is the best at ${clean(names.join(", "))}: ${reason}`);
  }
}
