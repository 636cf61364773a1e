import { Link, Outlet, useRouterState } from "@tanstack/react-router";
import {
  BookOpen,
  Boxes,
  Database,
  ExternalLink,
  FlaskConical,
  Layers,
  type LucideIcon,
  Server,
} from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { ConnectionNotice } from "./connection-notice.tsx";
import styles from "./shell.module.css";
import { ThemeMenu } from "./theme-menu.tsx";

interface PageLink {
  to: "/sweeps" | "/datasets" | "/models" | "/workers";
  label: string;
  icon: LucideIcon;
}

/** What the navigation leads to, in this order. */
const pages: readonly PageLink[] = [
  { to: "/sweeps", label: "Sweeps", icon: FlaskConical },
  { to: "/datasets", label: "Datasets", icon: Database },
  { to: "/models", label: "Models", icon: Boxes },
  { to: "/workers", label: "Workers", icon: Server },
];

/** Of the element that holds the page. */
const mainId = "main";

/** The frame of every page: a way past the navigation, the navigation, the page. */
export function Shell() {
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href={`#${mainId}`}>
        Skip to the page
      </a>
      <header className={styles.side}>
        <Link to="/sweeps" className={styles.brand} aria-label="Rookery, to the sweeps">
          <img src={`${import.meta.env.BASE_URL}favicon.svg`} alt="" width="28" height="28" />
          <span>Rookery</span>
        </Link>
        <nav aria-label="Pages" className={styles.nav}>
          {pages.map(({ to, label, icon: Icon }) => (
            <Link key={to} to={to} className={styles.item}>
              <Icon aria-hidden size={18} />
              <span>{label}</span>
            </Link>
          ))}
        </nav>
        <div className={styles.foot}>
          <a className={styles.item} href="/queues">
            <Layers aria-hidden size={18} />
            <span>Bull Board</span>
            <ExternalLink aria-hidden size={13} className={styles.away} />
          </a>
          <a className={styles.item} href="/docs">
            <BookOpen aria-hidden size={18} />
            <span>API docs</span>
            <ExternalLink aria-hidden size={13} className={styles.away} />
          </a>
          <ThemeMenu />
        </div>
      </header>
      <main id={mainId} tabIndex={-1} className={styles.main}>
        <ConnectionNotice />
        <Outlet />
      </main>
      <NavigationFollower />
    </div>
  );
}

/** For who does not see that the page is another one: the focus goes to it, and its title is announced. */
function NavigationFollower() {
  const pathname = useRouterState({ select: ({ resolvedLocation }) => resolvedLocation?.pathname });
  const before = useRef<string>(undefined);
  useEffect(() => {
    if (before.current !== undefined && before.current !== pathname) {
      document.getElementById(mainId)?.focus({ preventScroll: true });
    }
    before.current = pathname;
  }, [pathname]);
  return (
    <p className="visually-hidden" role="status">
      {useDocumentTitle()}
    </p>
  );
}

/** What the document is called, once it has been renamed: browsers read out the first title themselves. */
function useDocumentTitle(): string {
  const [title, setTitle] = useState("");
  useEffect(() => {
    const renamed = new MutationObserver(() => setTitle(document.title));
    renamed.observe(document.head, { childList: true, subtree: true, characterData: true });
    return () => renamed.disconnect();
  }, []);
  return title;
}
