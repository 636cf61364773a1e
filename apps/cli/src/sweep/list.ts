import type { SweepState } from "@rookery/contracts";
import { firstItems } from "../commands/first-items.ts";
import { formatAge, formatMetric } from "../output/format.ts";
import { paintState } from "../output/paint-state.ts";
import { note, printJson } from "../output/print.ts";
import { printTable } from "../output/table.ts";
import type { Session } from "../session.ts";
import { shortId } from "./find-sweep.ts";

export async function listSweeps(
  { client, json }: Session,
  { limit, state }: { limit: number; state?: SweepState },
): Promise<void> {
  const page = await firstItems(
    (query) => client.sweeps.list({ ...query, ...(state && { state }) }),
    limit,
  );
  if (json) return printJson(page);
  if (page.items.length === 0) {
    return note(state ? `No sweep is ${state}` : "There are no sweeps yet: rookery sweep run FILE");
  }
  printTable(
    [
      { title: "ID", cell: ({ id }) => shortId(id) },
      { title: "NAME", cell: ({ name }) => name, shrinks: true },
      { title: "STATE", cell: ({ state }) => state, style: paintState },
      {
        title: "RUNS",
        cell: ({ progress: { total, queued, running } }) => `${total - queued - running}/${total}`,
        align: "right",
      },
      {
        title: "BEST",
        cell: ({ best, objective: { metric } }) =>
          best ? `${metric} ${formatMetric(best.metrics[metric])}` : "",
      },
      { title: "CREATED", cell: ({ createdAt }) => formatAge(createdAt) },
    ],
    page.items,
  );
  if (page.nextCursor) note("There are more: --limit shows them");
}
