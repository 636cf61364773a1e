import { type QueryKey, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { type Listing, type ListingSource, loadListing } from "./load-listing.ts";

interface ListingOptions<T> extends ListingSource<T> {
  queryKey: QueryKey;
  /** Differs when what is listed has changed; null when it will not change any more. */
  mark: string | null;
}

interface MarkedListing<T> extends Listing<T> {
  /** As it was when loading began. */
  mark: string | null;
  tookMs: number;
}

const freshMs = 5_000;
const changedMs = 2_000;
/** Running runs report metrics, which changes no mark. */
const unchangedMs = 15_000;
/** Looking again takes at most such a share of the time, however long a listing is. */
const shareOfTime = 0.2;

export interface ListingQuery<T> {
  data: (Pick<Listing<T>, "isComplete" | "isCut"> & { items: T[] }) | undefined;
  error: Error | null;
  refetch: () => unknown;
}

/** All items of a listing; those that are there are shown while the others come. */
export function useListing<T>({ queryKey, mark, ...source }: ListingOptions<T>): ListingQuery<T> {
  const query = useQuery({
    queryKey,
    queryFn: async ({ client, signal }): Promise<MarkedListing<T>> => {
      const startedAt = performance.now();
      const marked = (listing: Listing<T>) => ({
        ...listing,
        mark,
        tookMs: performance.now() - startedAt,
      });
      const known = client.getQueryData<MarkedListing<T>>(queryKey);
      const onPart = (part: Listing<T>) => client.setQueryData(queryKey, marked(part));
      return marked(await loadListing(source, { known, signal, onPart }));
    },
    // A part that was left on the way is no answer.
    staleTime: ({ state: { data } }) => (data?.isComplete ? freshMs : 0),
    // Comparing ten thousand items costs more than drawing those in view again.
    structuralSharing: false,
    refetchInterval: ({ state: { data } }) => {
      if (mark === null) return false;
      const least = mark === data?.mark ? unchangedMs : changedMs;
      return Math.max(least, (data?.tookMs ?? 0) / shareOfTime);
    },
  });
  const { data: listing, error, refetch } = query;
  const data = useMemo(() => {
    if (!listing) return undefined;
    const { pages, isComplete, isCut } = listing;
    return { items: pages.flatMap(({ items }) => items), isComplete, isCut };
  }, [listing]);
  return { data, error, refetch };
}
