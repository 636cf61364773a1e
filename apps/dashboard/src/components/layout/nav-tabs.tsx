import { Link } from "@tanstack/react-router";
import styles from "./nav-tabs.module.css";

interface NavTabsProps<T extends string> {
  /** What the tabs are about, for screen readers. */
  label: string;
  tabs: readonly { id: T; label: string }[];
  current: T;
}

/** Views of one page as links, kept in its address as `?view=`. */
export function NavTabs<T extends string>({ label, tabs, current }: NavTabsProps<T>) {
  return (
    <nav aria-label={label} className={styles.tabs}>
      {tabs.map((tab) => (
        <Link
          key={tab.id}
          to="."
          search={(search) => ({ ...search, view: tab.id }) as never}
          className={styles.tab}
          activeProps={{}}
          aria-current={tab.id === current ? "page" : undefined}
          resetScroll={false}
        >
          {tab.label}
        </Link>
      ))}
    </nav>
  );
}
