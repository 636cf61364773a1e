import type { RunSummary } from "@rookery/contracts";
import {
  findTied,
  hasSpread,
  type LeaderboardColumn,
  listLeaderboardColumns,
  spreadNote,
} from "@rookery/presentation";
import Table from "cli-table3";
import stringWidth from "fast-string-width";
import { clean } from "./clean.ts";
import { paint } from "./paint.ts";
import { print, printAsIs, widthOf } from "./print.ts";

interface Field {
  title: string;
  cell: (run: RunSummary, index: number) => string;
  isPartial: (run: RunSummary) => boolean;
  /** The first to go when the terminal is narrow; 0 stays. */
  expendable: number;
}

const extraMetrics = 3;
/** A border and a space on both sides. */
const frame = 3;

/** Runs in the order given, the best first: their place, then the columns of every leaderboard. */
export function printLeaderboard(runs: RunSummary[], metric: string): void {
  const fields = fitFields(listFields(runs, metric), runs);
  const table = new Table({
    head: fields.map(({ title }) => paint.bold(title)),
    // The table would colour by rules of its own, into files too.
    style: { head: [], border: [], compact: true },
    colAligns: fields.map(() => "right"),
  });
  // Nothing that was measured on a part only is the best, and those that are tied are it together.
  const [first] = runs;
  const best = new Set(
    first?.state === "succeeded" ? [first, ...findTied(first, runs, metric)] : [],
  );
  for (const [index, run] of runs.entries()) {
    const isBest = best.has(run);
    table.push(
      fields.map(({ cell, isPartial }) => {
        const text = cell(run, index);
        if (isPartial(run)) return paint.dim(text);
        return isBest ? paint.green(text) : text;
      }),
    );
  }
  printAsIs(table.toString());
  if (hasSpread(runs, metric)) print(paint.dim(spreadNote));
}

function listFields(runs: RunSummary[], metric: string): Field[] {
  const columns = listLeaderboardColumns(runs, metric).filter(
    ({ kind }) => kind !== "state" || runs.some(({ state }) => state !== "succeeded"),
  );
  const others = columns.filter(({ kind }) => kind === "metric").slice(extraMetrics);
  return [
    { title: "", cell: (_run, index) => String(index + 1), isPartial: () => false, expendable: 0 },
    ...columns
      .filter((column) => !others.includes(column))
      .map((column) => ({
        title: clean(column.title),
        cell: (run: RunSummary) => clean(column.text(run)),
        isPartial: column.isPartial,
        expendable: rateExpendable(column, runs),
      })),
  ];
}

function rateExpendable({ kind, text }: LeaderboardColumn, runs: RunSummary[]): number {
  switch (kind) {
    case "param":
      return runs.every((run) => text(run) === text(runs[0] as RunSummary)) ? 2 : 1;
    case "metric":
      return 3;
    case "time":
      return 4;
    default:
      return 0;
  }
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
