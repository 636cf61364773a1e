import type { ReactNode } from "react";
import styles from "./table.module.css";

interface ScrollAreaProps {
  label: string;
  className?: string | undefined;
  children: ReactNode;
}

/** Holds a table or text without links that may be larger than its place: who has no mouse scrolls it by key. */
export function ScrollArea({ label, className = styles.scroll, children }: ScrollAreaProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: nothing inside can be focused
    <section className={className} tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}

/** What stands above a column: its words, or those with the look of numbers, or for those alone who hear the page. */
type Heading = string | { number: string } | { unseen: string };

interface TableProps {
  headings: readonly Heading[];
  /** Names the area where nothing inside can be focused, so that it can be scrolled by key. */
  label?: string;
  /** Whether each row becomes a card where there is little room. */
  isStacked?: boolean;
  /** Its rows. */
  children: ReactNode;
}

/** A table that may be larger than its place. */
export function Table({ headings, label, isStacked = false, children }: TableProps) {
  const table = (
    <table className={isStacked ? `${styles.table} ${styles.stacked}` : styles.table}>
      <thead>
        <tr>{headings.map(showHeading)}</tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
  if (label === undefined) return <div className={styles.scroll}>{table}</div>;
  return <ScrollArea label={label}>{table}</ScrollArea>;
}

function showHeading(heading: Heading): ReactNode {
  if (typeof heading === "string") {
    return (
      <th key={heading} scope="col">
        {heading}
      </th>
    );
  }
  if ("number" in heading) {
    return (
      <th key={heading.number} scope="col" className={styles.number}>
        {heading.number}
      </th>
    );
  }
  return (
    <th key={heading.unseen} scope="col">
      <span className="visually-hidden">{heading.unseen}</span>
    </th>
  );
}

interface PagerProps {
  label?: string;
  children: ReactNode;
}

/** Links to the other pages of a list; nothing to see when there are none. */
export function Pager({ label = "Pages of the list", children }: PagerProps) {
  return (
    <nav aria-label={label} className={styles.pager}>
      {children}
    </nav>
  );
}
