import type { Page } from "@rookery/contracts";

interface ReadPage<T> extends Page<T> {
  /** Full, and its items were final when it was read. */
  isSettled: boolean;
}

/** Pages of a listing in their order, as far as they have been read. */
export interface Listing<T> {
  pages: readonly ReadPage<T>[];
  /** Nothing more will be read. */
  isComplete: boolean;
  /** There is more than the browser takes. */
  isCut: boolean;
}

export interface ListingSource<T> {
  read: (
    page: { limit: number; cursor?: string },
    call: { signal: AbortSignal },
  ) => Promise<Page<T>>;
  /** Whether an item, and what comes right behind it, can never change any more. */
  isFinal: (item: T) => boolean;
  /** When so many have been read, the others stay on the server. */
  maxItems: number;
}

interface LoadOptions<T> {
  /** Settled pages are taken from it instead of being read again. */
  known: Listing<T> | undefined;
  signal: AbortSignal;
  /** Hears of what is there each time it has doubled, so that showing it costs no more than the end does. */
  onPart: (listing: Listing<T>) => void;
}

/** So little that it is there at once. */
const firstPageSize = 200;
const pageSize = 1_000;

export async function loadListing<T>(
  { read, isFinal, maxItems }: ListingSource<T>,
  { known, signal, onPart }: LoadOptions<T>,
): Promise<Listing<T>> {
  const pages: ReadPage<T>[] = [];
  let shown = known?.pages.length ?? 0;
  let cursor: string | null = null;
  let itemCount = 0;
  do {
    let page = known?.pages[pages.length];
    if (!page?.isSettled) {
      const limit = cursor === null ? firstPageSize : pageSize;
      const { items, nextCursor } = await read(
        { limit, ...(cursor !== null && { cursor }) },
        { signal },
      );
      signal.throwIfAborted();
      page = { items, nextCursor, isSettled: nextCursor !== null && items.every(isFinal) };
    }
    pages.push(page);
    itemCount += page.items.length;
    cursor = page.nextCursor;
    if (cursor !== null && pages.length >= 2 * shown) {
      shown = pages.length;
      onPart({ pages: [...pages], isComplete: false, isCut: false });
    }
  } while (cursor !== null && itemCount < maxItems);
  return { pages, isComplete: true, isCut: cursor !== null };
}
