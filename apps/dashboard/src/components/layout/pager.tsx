import type { ReactNode } from "react";
import styles from "./pager.module.css";

/** Links to the other pages of a list; nothing to see when there are none. */
export function Pager({
  label = "Pages of the list",
  children,
}: {
  label?: string;
  children: ReactNode;
}) {
  return (
    <nav aria-label={label} className={styles.pager}>
      {children}
    </nav>
  );
}
