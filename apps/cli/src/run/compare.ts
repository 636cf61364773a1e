import { type ComparedRow, compareRuns as compare } from "@rookery/presentation";
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
  const { state, params, metrics, time } = compare(runs);
  printLines(which, [
    { kind: "", ...state },
    ...params.map((row): Line => ({ kind: "param", ...row })),
    ...metrics.map((row): Line => ({ kind: "metric", ...row })),
    { kind: "", ...time },
  ]);
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
      cell: ({ cells, best }: Line) => `${best === at ? "best " : ""}${cells[at]}`,
      align: "right" as const,
      style: (text: string, { differs, best }: Line) => {
        if (best === at) return paint.green(text);
        return differs ? paint.yellow(text) : text;
      },
    })),
  ];
  printTable(columns, lines);
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
