import type { Page } from "@rookery/contracts";
import { note, printJson } from "./print.ts";
import { type Column, printTable } from "./table.ts";

interface ListingOptions<T> {
  readPage: ReadPage<T>;
  limit: number;
  json: boolean;
  columns: Column<T>[];
  /** What is said when there is nothing to list. */
  nothing: string;
}

type ReadPage<T> = (page: { limit: number; cursor?: string }) => Promise<Page<T>>;

/** The first `limit` items of a listing as a table, and whether there are more; as JSON the page. */
export async function printListing<T>(options: ListingOptions<T>): Promise<void> {
  const { readPage, limit, json, columns, nothing } = options;
  const page = await firstItems(readPage, limit);
  if (json) return printJson(page);
  if (page.items.length === 0) return note(nothing);
  printTable(columns, page.items);
  if (page.nextCursor) note("There are more: --limit shows them");
}

const largestPage = 1_000;

/** The first `limit` items of a listing, however many pages that takes; the cursor leads on from there. */
export async function firstItems<T>(readPage: ReadPage<T>, limit: number): Promise<Page<T>> {
  const items: T[] = [];
  let nextCursor: string | null = null;
  do {
    const page = await readPage({
      limit: Math.min(limit - items.length, largestPage),
      ...(nextCursor && { cursor: nextCursor }),
    });
    items.push(...page.items);
    nextCursor = page.nextCursor;
  } while (nextCursor && items.length < limit);
  return { items, nextCursor };
}
