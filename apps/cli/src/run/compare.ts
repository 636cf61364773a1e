import { paint } from "../output/paint.ts";
import { printJson } from "../output/print.ts";
import { type Column, printTable } from "../output/table.ts";
import type { Session } from "../session.ts";
import { UsageError } from "../usage-error.ts";
import { type CompareLine, listCompareLines } from "./compare-lines.ts";
import { findRun } from "./find-run.ts";

export async function compareRuns({ client, json }: Session, which: string[]): Promise<void> {
  if (which.length < 2) throw new UsageError("Give two runs or more.");
  const runs = await Promise.all(which.map((text) => findRun(client, text)));
  if (json) return printJson({ items: runs });
  const columns: Column<CompareLine>[] = [
    { title: "", cell: ({ kind }) => kind },
    {
      title: "",
      cell: ({ name }) => name,
      style: (text, { differs }) => (differs ? paint.bold(text) : text),
    },
    ...which.map((title, at) => ({
      title,
      cell: ({ values }: CompareLine) => values[at] ?? "",
      align: "right" as const,
      style: (text: string, { differs, best }: CompareLine) => {
        if (best === at) return paint.green(text);
        return differs ? paint.yellow(text) : text;
      },
    })),
  ];
  printTable(columns, listCompareLines(runs));
}
