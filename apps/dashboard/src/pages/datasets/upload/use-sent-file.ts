import { type QueryClient, skipToken, useQuery } from "@tanstack/react-query";
import { queries } from "../../../server/queries.ts";

/** The file with these bytes, when this tab has sent it since it was opened. */
export function useSentFile(contentHash: string): File | undefined {
  const queryKey = queries.datasets.sentFile(contentHash);
  return useQuery<File>({ queryKey, queryFn: skipToken, staleTime: Number.POSITIVE_INFINITY }).data;
}

/** Keeps the handle of a file that was sent; browsers read its bytes only when it is sent again. */
export function keepSentFile(cache: QueryClient, contentHash: string, file: File): void {
  cache.setQueryData(queries.datasets.sentFile(contentHash), file);
}
