import type { RunSummary } from "@rookery/contracts";
import Table from "cli-table3";
import stringWidth from "fast-string-width";
import { clean } from "./clean.ts";
import { formatMetric, formatParam } from "./format.ts";
import { paint } from "./paint.ts";
import { printAsIs } from "./print.ts";
import { widthOf } from "./terminal-width.ts";

interface Field {
  title: string;
  cell: (run: RunSummary, index: number) => string;
  /** The first to go when the terminal is narrow; 0 stays. */
  expendable: number;
}

const extraMetrics = 3;
/** A border and a space on both sides. */
const frame = 3;

/** Runs in the order given, their parameters and metrics as columns, `metric` first. */
export function printLeaderboard(runs: RunSummary[], metric: string): void {
  const fields = fitFields(listFields(runs, metric), runs);
  const table = new Table({
    head: fields.map(({ title }) => paint.bold(title)),
    // The table would colour by rules of its own, into files too.
    style: { head: [], border: [], compact: true },
    colAligns: fields.map(() => "right"),
  });
  for (const [index, run] of runs.entries()) {
    const cells = fields.map(({ cell }) => cell(run, index));
    table.push(index === 0 ? cells.map((cell) => paint.green(cell)) : cells);
  }
  printAsIs(table.toString());
}

function listFields(runs: RunSummary[], metric: string): Field[] {
  const params = unique(runs.flatMap((run) => Object.keys(run.params)));
  const metrics = unique(runs.flatMap((run) => Object.keys(run.metrics)));
  const others = metrics.filter((name) => name !== metric).slice(0, extraMetrics);
  return [
    { title: "", cell: (_run, index) => String(index + 1), expendable: 0 },
    { title: "run", cell: (run) => `#${run.number}`, expendable: 0 },
    ...params.map((name) => ({
      title: clean(name),
      cell: (run: RunSummary) => formatParam(run.params[name]),
      expendable: isConstant(runs, name) ? 2 : 1,
    })),
    ...[metric, ...others].map((name) => ({
      title: clean(name),
      cell: (run: RunSummary) => formatMetric(run.metrics[name]),
      expendable: name === metric ? 0 : 3,
    })),
  ];
}

/** Leaves out what tells runs apart the least, until the rest fits the terminal. */
function fitFields(fields: Field[], runs: RunSummary[]): Field[] {
  if (!process.stdout.isTTY) return fields;
  const widths = new Map(
    fields.map((field) => {
      const texts = [field.title, ...runs.map(field.cell)];
      return [field, Math.max(...texts.map((text) => stringWidth(text))) + frame];
    }),
  );
  const order = fields.toReversed().sort((a, b) => b.expendable - a.expendable);
  let excess =
    [...widths.values()].reduce((sum, width) => sum + width, 1) - widthOf(process.stdout);
  const dropped = new Set<Field>();
  for (const field of order) {
    if (excess <= 0 || field.expendable === 0) break;
    dropped.add(field);
    excess -= widths.get(field) ?? 0;
  }
  return fields.filter((field) => !dropped.has(field));
}

function isConstant(runs: RunSummary[], param: string): boolean {
  return runs.every((run) => run.params[param] === runs[0]?.params[param]);
}

function unique(names: string[]): string[] {
  return [...new Set(names)];
}
