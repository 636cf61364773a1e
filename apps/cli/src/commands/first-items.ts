import type { Page } from "@rookery/contracts";

const largestPage = 1_000;

/** The first `limit` items of a listing, however many pages that takes; the cursor leads on from there. */
export async function firstItems<T>(
  readPage: (page: { limit: number; cursor?: string }) => Promise<Page<T>>,
  limit: number,
): Promise<Page<T>> {
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
