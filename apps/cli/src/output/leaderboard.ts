import type { MetricValue, RunSummary } from "@rookery/contracts";
import Table from "cli-table3";
import pc from "picocolors";
import { print } from "./print.ts";

/** Runs in the order given, their parameters and metrics as columns, `metric` first. */
export function printLeaderboard(runs: RunSummary[], metric: string): void {
  const params = unique(runs.flatMap((run) => Object.keys(run.params)));
  const others = unique(runs.flatMap((run) => Object.keys(run.metrics)))
    .filter((name) => name !== metric)
    .slice(0, 3);
  const table = new Table({
    head: ["", "run", ...params, metric, ...others].map((title) => pc.bold(title)),
    // The table would colour by rules of its own, into files too.
    style: { head: [], border: [], compact: true },
    colAligns: ["right", "right", ...[...params, metric, ...others].map(() => "right" as const)],
  });
  for (const [index, run] of runs.entries()) {
    const cells = [
      String(index + 1),
      `#${run.number}`,
      ...params.map((name) => String(run.params[name] ?? "")),
      ...[metric, ...others].map((name) => formatMetric(run.metrics[name])),
    ];
    table.push(index === 0 ? cells.map((cell) => pc.green(cell)) : cells);
  }
  print(table.toString());
}

export function formatMetric(value: MetricValue | undefined): string {
  if (value === undefined) return "";
  return typeof value === "number" ? value.toFixed(4) : value;
}

function unique(names: string[]): string[] {
  return [...new Set(names)];
}
