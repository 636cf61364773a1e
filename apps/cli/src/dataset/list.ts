import { formatAge, formatCount } from "@rookery/presentation";
import { firstItems } from "../commands/first-items.ts";
import { note, printJson } from "../output/print.ts";
import { printTable } from "../output/table.ts";
import type { Session } from "../session.ts";

export async function listDatasets(
  { client, json }: Session,
  { limit }: { limit: number },
): Promise<void> {
  const page = await firstItems(client.datasets.list, limit);
  if (json) return printJson(page);
  if (page.items.length === 0) {
    return note("There are no datasets yet: rookery dataset import FILE");
  }
  printTable(
    [
      { title: "NAME", cell: ({ name }) => name, shrinks: true },
      { title: "VERSION", cell: ({ latestVersion }) => String(latestVersion), align: "right" },
      { title: "ROWS", cell: ({ rows }) => formatCount(rows), align: "right" },
      { title: "COLUMNS", cell: ({ columns }) => formatCount(columns), align: "right" },
      { title: "CREATED", cell: ({ createdAt }) => formatAge(createdAt, Date.now()) },
    ],
    page.items,
  );
  if (page.nextCursor) note("There are more: --limit shows them");
}
