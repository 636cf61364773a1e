import { Link } from "@tanstack/react-router";
import type { ComponentType } from "react";
import styles from "./view-tabs.module.css";

/** The views of a page by their names in its address, in the order of their tabs. */
export type Views<Name extends string, Given> = Record<
  Name,
  {
    label: string;
    /** Stands behind the label unless it is 0. */
    count?: (given: Given) => number;
    View: ComponentType<Given>;
  }
>;

interface ViewTabsProps<Name extends string, Given> {
  /** What the tabs are about, for screen readers. */
  label: string;
  views: Views<Name, Given>;
  current: Name;
  /** What every view is given. */
  given: Given;
}

/** One view of a page below links to all of them; which one is kept in the address as `?view=`. */
export function ViewTabs<Name extends string, Given extends object>(
  props: ViewTabsProps<Name, Given>,
) {
  const { label, views, current, given } = props;
  const { View } = views[current];
  return (
    <>
      <nav aria-label={label} className={styles.tabs}>
        {(Object.keys(views) as Name[]).map((name) => (
          <Link
            key={name}
            to="."
            search={(search) => ({ ...search, view: name }) as never}
            className={styles.tab}
            activeProps={{}}
            aria-current={name === current ? "page" : undefined}
            resetScroll={false}
          >
            {titleOf(views[name], given)}
          </Link>
        ))}
      </nav>
      <View {...given} />
    </>
  );
}

function titleOf<Given>({ label, count }: Views<string, Given>[string], given: Given): string {
  const counted = count?.(given) ?? 0;
  return counted > 0 ? `${label} (${counted})` : label;
}
