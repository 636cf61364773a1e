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
