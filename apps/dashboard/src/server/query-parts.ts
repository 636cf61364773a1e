import type { Page } from "@rookery/contracts";
import { infiniteQueryOptions } from "@tanstack/react-query";

/** How often is asked again for what goes on by itself. */
export const liveMs = 2_000;
/** How often is asked again for what somebody else may change. Hidden pages ask for nothing. */
export const idleMs = 15_000;
/** Of names in a menu. */
export const mostOffered = 1_000;
/** For what never changes. */
export const forEver = { staleTime: Number.POSITIVE_INFINITY };

/** Where a page of a list begins; nothing: at the beginning. */
export interface Place {
  cursor?: string | undefined;
}

/** The parameter of a list that begins there. */
export function at(cursor: string | undefined): { cursor?: string } {
  return cursor ? { cursor } : {};
}

/** The items of a listing from its first page on, as far as it was asked for. */
export function allPages<T>(
  queryKey: string[],
  read: (page: { cursor?: string }, call: { signal: AbortSignal }) => Promise<Page<T>>,
) {
  return infiniteQueryOptions({
    queryKey,
    queryFn: ({ pageParam, signal }) => read(at(pageParam), { signal }),
    initialPageParam: "",
    getNextPageParam: ({ nextCursor }: Page<T>) => nextCursor,
    select: ({ pages }) => pages.flatMap(({ items }) => items),
    refetchInterval: idleMs,
  });
}
