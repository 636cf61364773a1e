import Table from "cli-table3";
import stringWidth from "fast-string-width";
import { clean } from "./clean.ts";
import { paint } from "./paint.ts";
import { printAsIs, widthOf } from "./print.ts";

export interface Column<Row> {
  title: string;
  /** Made harmless here; `style` adds the colours. */
  cell: (row: Row) => string;
  align?: "left" | "right";
  /** Cut when the terminal is too narrow, the last columns first. */
  shrinks?: boolean;
  /** Left out when no row has anything to say. */
  optional?: boolean;
  style?: (text: string, row: Row) => string;
}

const gap = 2;
const leastWidth = 8;
const noBorders = Object.fromEntries(
  "top,top-mid,top-left,top-right,bottom,bottom-mid,bottom-left,bottom-right,left,left-mid,mid,mid-mid,right,right-mid,middle"
    .split(",")
    .map((name) => [name, ""]),
);

/** Columns without borders, as wide as they need; cut to the width of the terminal, never in a file. */
export function printTable<Row>(all: Column<Row>[], rows: readonly Row[]): void {
  const columns = all.filter(({ cell, optional }) => !optional || rows.some((row) => cell(row)));
  const cells = rows.map((row) => columns.map((column) => clean(column.cell(row))));
  const widths = fitWidths(columns, cells);
  const table = new Table({
    chars: noBorders,
    style: { head: [], border: [], "padding-left": 0, "padding-right": gap },
    head: columns.map(({ title }) => paint.bold(title)),
    colAligns: columns.map(({ align = "left" }) => align),
    colWidths: widths.map((width) => width + gap),
  });
  rows.forEach((row, at) => {
    table.push(
      columns.map(({ style }, index) => {
        const text = cells[at]?.[index] ?? "";
        return style ? style(text, row) : text;
      }),
    );
  });
  // The last column is padded too.
  printAsIs(table.toString().replace(/ +$/gm, ""));
}

function fitWidths<Row>(columns: Column<Row>[], cells: string[][]): number[] {
  const widths = columns.map(({ title }, index) =>
    Math.max(title.length, ...cells.map((row) => stringWidth(row[index] ?? ""))),
  );
  if (!process.stdout.isTTY) return widths;
  let excess = widths.reduce((sum, width) => sum + width + gap, 0) - gap - widthOf(process.stdout);
  for (const index of [...columns.keys()].reverse()) {
    if (excess <= 0 || !columns[index]?.shrinks) continue;
    const cut = Math.min(excess, Math.max(0, (widths[index] ?? 0) - leastWidth));
    widths[index] = (widths[index] ?? 0) - cut;
    excess -= cut;
  }
  return widths;
}
