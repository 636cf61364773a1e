import { formatAge, formatCount } from "@rookery/presentation";
import { printListing } from "../output/print-listing.ts";
import type { Session } from "../session.ts";

export async function listDatasets(
  { client, json }: Session,
  { limit }: { limit: number },
): Promise<void> {
  await printListing({
    readPage: client.datasets.list,
    limit,
    json,
    nothing: "There are no datasets yet: rookery dataset import FILE",
    columns: [
      { title: "NAME", cell: ({ name }) => name, shrinks: true },
      { title: "VERSION", cell: ({ latestVersion }) => String(latestVersion), align: "right" },
      { title: "ROWS", cell: ({ rows }) => formatCount(rows), align: "right" },
      { title: "COLUMNS", cell: ({ columns }) => formatCount(columns), align: "right" },
      { title: "CREATED", cell: ({ createdAt }) => formatAge(createdAt, Date.now()) },
    ],
  });
}
