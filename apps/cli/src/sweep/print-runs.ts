import type { RunState, RunSummary } from "@rookery/contracts";
import { formatParam } from "@rookery/presentation";
import { paintState } from "../output/paint.ts";
import { print } from "../output/print.ts";
import { printTable } from "../output/table.ts";

/** Runs in one state, by number. */
export function printRuns(runs: RunSummary[], state: RunState): void {
  if (runs.length === 0) return print(`No run is ${state}`);
  printTable(
    [
      { title: "RUN", cell: ({ number }) => `#${number}`, align: "right" },
      { title: "STATE", cell: ({ state }) => state, style: (_, { state }) => paintState(state) },
      { title: "ATTEMPT", cell: ({ attempt }) => String(attempt), align: "right" },
      {
        title: "PARAMS",
        cell: ({ params }) =>
          Object.entries(params)
            .map(([name, value]) => `${name}=${formatParam(value)}`)
            .join(" "),
        shrinks: true,
      },
    ],
    runs,
  );
}
