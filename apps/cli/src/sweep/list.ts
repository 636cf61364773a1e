import type { SweepState } from "@rookery/contracts";
import { countEnded, formatAge, formatMetric, listTags } from "@rookery/presentation";
import { paintState } from "../output/paint.ts";
import { printListing } from "../output/print-listing.ts";
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
  const isFiltered = Object.keys(wanted).length > 0;
  await printListing({
    readPage: (query) => client.sweeps.list({ ...query, ...wanted }),
    limit,
    json,
    nothing: isFiltered
      ? "No sweep is like this"
      : "There are no sweeps yet: rookery sweep run FILE",
    columns: [
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
  });
}
