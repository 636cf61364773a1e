import type { ReactNode } from "react";
import { ErrorState } from "./error-state.tsx";
import { SkeletonRows } from "./skeleton.tsx";

interface ListStatesProps {
  /** The query behind the list. */
  query: {
    isPending: boolean;
    isError: boolean;
    error: unknown;
    refetch(): unknown;
  };
  /** How many there are to show. */
  count: number;
  /** What is being loaded, for screen readers. */
  loading: string;
  /** Places held while it loads. */
  rows?: number;
  /** Stands where the list would, once it is known to have nothing to show. */
  empty?: ReactNode;
  /** The list itself. */
  children: ReactNode;
}

/** A list, or what stands in its place: it loads, could not be loaded, or is empty. */
export function ListStates({ query, count, loading, rows, empty, children }: ListStatesProps) {
  return (
    <>
      {query.isPending && <SkeletonRows what={loading} {...(rows !== undefined && { rows })} />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {count === 0 ? empty : children}
    </>
  );
}
