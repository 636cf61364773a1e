import { formatCount } from "@rookery/presentation";
import type { ReactNode } from "react";
import { QueryStates } from "../../../components/feedback/query-states.tsx";
import { Loading } from "../../../components/feedback/states.tsx";
import styles from "../sweep.module.css";
import type { ListingQuery } from "./use-listing.ts";

interface ListingStatesProps<T> {
  listing: ListingQuery<T>;
  /** Such as `runs`. */
  what: string;
  /** How many there are, where that is known. */
  total?: number;
  children: (items: readonly T[]) => ReactNode;
}

/** What a listing has come to: its items, and what of it is missing yet or for good. */
export function ListingStates<T>({ listing, what, total, children }: ListingStatesProps<T>) {
  return (
    <QueryStates query={listing} loading={<Loading what={`Loading the ${what}`} />}>
      {({ items, isComplete, isCut }) => {
        const all = total === undefined ? "" : ` of ${formatCount(total)}`;
        const here = `The first ${formatCount(items.length)}${all} ${what} are here`;
        const others = listing.error === null ? "are being loaded…" : "could not be loaded.";
        return (
          <>
            {(isCut || !isComplete) && (
              <p className={styles.remark} role="status">
                {isCut ? `${here}; a page holds no more.` : `${here}; the others ${others}`}
              </p>
            )}
            {children(items)}
          </>
        );
      }}
    </QueryStates>
  );
}
