import type { Run } from "@rookery/contracts";
import { formatMetric, formatParam } from "../output/format.ts";
import { paint } from "../output/paint.ts";
import { printJson } from "../output/print.ts";
import { type Column, printTable } from "../output/table.ts";
import type { Session } from "../session.ts";
import { UsageError } from "../usage-error.ts";
import { findRun } from "./find-run.ts";

interface Line {
  kind: "param" | "metric" | "";
  name: string;
  values: string[];
}

export async function compareRuns({ client, json }: Session, which: string[]): Promise<void> {
  if (which.length < 2) throw new UsageError("Give two runs or more.");
  const runs = await Promise.all(which.map((text) => findRun(client, text)));
  if (json) return printJson({ items: runs });
  const columns: Column<Line>[] = [
    { title: "", cell: ({ kind }) => kind },
    {
      title: "",
      cell: ({ name }) => name,
      style: (text, line) => (differs(line) ? paint.bold(text) : text),
    },
    ...runs.map((_run, at) => ({
      title: String(which[at]),
      cell: ({ values }: Line) => values[at] ?? "",
      align: "right" as const,
      style: (text: string, line: Line) => (differs(line) ? paint.yellow(text) : text),
    })),
  ];
  printTable(columns, listLines(runs));
}

function listLines(runs: Run[]): Line[] {
  const params = namesOf(runs.map(({ params }) => params)).map(
    (name): Line => ({
      kind: "param",
      name,
      values: runs.map(({ params }) => formatParam(params[name])),
    }),
  );
  const metrics = namesOf(runs.map(({ metrics }) => metrics)).map(
    (name): Line => ({
      kind: "metric",
      name,
      values: runs.map(({ metrics }) => formatMetric(metrics[name])),
    }),
  );
  const states: Line = { kind: "", name: "state", values: runs.map(({ state }) => state) };
  return [
    states,
    ...params.filter(differs),
    ...params.filter((line) => !differs(line)),
    ...metrics,
  ];
}

const differs = ({ values }: Line): boolean => new Set(values).size > 1;

function namesOf(records: Record<string, unknown>[]): string[] {
  return [...new Set(records.flatMap((record) => Object.keys(record)))];
}
