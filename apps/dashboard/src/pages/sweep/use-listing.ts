import { type QueryKey, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { type Listing, type ListingSource, loadListing } from "./load-listing.ts";

interface ListingOptions<T> extends ListingSource<T> {
  queryKey: QueryKey;
  /** How often it is looked at again; false: it does not change. */
  refreshMs: number | false;
}

/** All items of a listing; those that are there are shown while the others come. */
export function useListing<T>({ queryKey, refreshMs, ...source }: ListingOptions<T>) {
  const query = useQuery({
    queryKey,
    queryFn: ({ client, signal }) =>
      loadListing(source, {
        known: client.getQueryData<Listing<T>>(queryKey),
        signal,
        onPart: (part) => client.setQueryData<Listing<T>>(queryKey, part),
      }),
    // Comparing ten thousand items costs more than drawing those in view again.
    structuralSharing: false,
    refetchInterval: refreshMs,
  });
  const { data, isPending, error, refetch } = query;
  const items = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  return { items, isComplete: data?.isComplete ?? false, isPending, error, refetch };
}
