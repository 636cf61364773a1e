import { formatAge } from "@rookery/presentation";
import { firstItems } from "../commands/first-items.ts";
import { note, printJson } from "../output/print.ts";
import { printTable } from "../output/table.ts";
import type { Session } from "../session.ts";

export async function listModels(
  { client, json }: Session,
  { limit }: { limit: number },
): Promise<void> {
  const page = await firstItems(client.models.list, limit);
  if (json) return printJson(page);
  if (page.items.length === 0) {
    return note("There are no models yet: the best run of a sweep becomes one");
  }
  printTable(
    [
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
    page.items,
  );
  if (page.nextCursor) note("There are more: --limit shows them");
}
