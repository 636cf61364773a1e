import type { ReactNode } from "react";
import table from "./table.module.css";

/** Holds a table without links that may be wider than the page: who has no mouse scrolls it by key. */
export function ScrollArea({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: nothing inside can be focused
    <section className={table.scroll} tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
