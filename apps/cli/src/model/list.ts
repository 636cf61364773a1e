import { formatAge } from "@rookery/presentation";
import { printListing } from "../output/print-listing.ts";
import type { Session } from "../session.ts";

export async function listModels(
  { client, json }: Session,
  { limit }: { limit: number },
): Promise<void> {
  await printListing({
    readPage: client.models.list,
    limit,
    json,
    nothing: "There are no models yet: the best run of a sweep becomes one",
    columns: [
      { title: "NAME", cell: ({ name }) => name, shrinks: true },
      { title: "LATEST", cell: ({ latestVersion }) => `v${latestVersion}`, align: "right" },
      {
        title: "ALIASES",
        cell: ({ aliases }) =>
          Object.entries(aliases)
            .map(([alias, version]) => `${alias}=v${version}`)
            .join(" "),
        shrinks: true,
      },
      { title: "UPDATED", cell: ({ updatedAt }) => formatAge(updatedAt, Date.now()) },
    ],
  });
}
