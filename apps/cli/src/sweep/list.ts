import type { SweepState } from "@rookery/contracts";
import { countEnded, formatAge, formatMetric, listTags } from "@rookery/presentation";
import { firstItems } from "../commands/first-items.ts";
import { paintState } from "../output/paint.ts";
import { note, printJson } from "../output/print.ts";
import { printTable } from "../output/table.ts";
import type { Session } from "../session.ts";
import { shortId } from "./find-sweep.ts";

interface SweepListOptions {
  limit: number;
  state?: SweepState;
  experiment?: string;
  dataset?: string;
  name?: string;
  tag?: string;
}

export async function listSweeps(
  { client, json }: Session,
  { limit, state, ...filter }: SweepListOptions,
): Promise<void> {
  const wanted = { ...filter, ...(state && { state }) };
  const page = await firstItems((query) => client.sweeps.list({ ...query, ...wanted }), limit);
  if (json) return printJson(page);
  if (page.items.length === 0) {
    const isFiltered = Object.keys(wanted).length > 0;
    return note(
      isFiltered ? "No sweep is like this" : "There are no sweeps yet: rookery sweep run FILE",
    );
  }
  printTable(
    [
      { title: "ID", cell: ({ id }) => shortId(id) },
      { title: "NAME", cell: ({ name }) => name, shrinks: true },
      { title: "EXPERIMENT", cell: ({ experiment }) => experiment, shrinks: true },
      { title: "STATE", cell: ({ state }) => state, style: (_, { state }) => paintState(state) },
      {
        title: "RUNS",
        cell: ({ progress }) => `${countEnded(progress)}/${progress.total}`,
        align: "right",
      },
      {
        title: "BEST",
        cell: ({ best, objective: { metric } }) =>
          best ? `${metric} ${formatMetric(best.metrics[metric])}` : "",
      },
      {
        title: "TAGS",
        cell: ({ tags }) => listTags(tags).join(", "),
        shrinks: true,
        optional: true,
      },
      { title: "CREATED", cell: ({ createdAt }) => formatAge(createdAt, Date.now()) },
    ],
    page.items,
  );
  if (page.nextCursor) note("There are more: --limit shows them");
}
