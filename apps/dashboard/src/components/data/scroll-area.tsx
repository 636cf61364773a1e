import type { ReactNode } from "react";
import table from "./table.module.css";

interface ScrollAreaProps {
  label: string;
  className?: string | undefined;
  children: ReactNode;
}

/** Holds a table or text without links that may be larger than its place: who has no mouse scrolls it by key. */
export function ScrollArea({ label, className = table.scroll, children }: ScrollAreaProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: nothing inside can be focused
    <section className={className} tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
