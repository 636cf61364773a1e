import { type ReactNode, useEffect } from "react";
import styles from "./page.module.css";

interface PageProps {
  title: string;
  /** Shown before the title, such as a state badge. */
  badge?: ReactNode;
  /** Links to the pages above this one. */
  trail?: ReactNode;
  subtitle?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** A page: names the document, and puts heading and actions where they are on every page. */
export function Page({ title, badge, trail, subtitle, actions, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Rookery`;
  }, [title]);
  return (
    <div className={styles.page}>
      <div className={styles.head}>
        <div className={styles.titles}>
          {trail && (
            <nav aria-label="Where this is" className={styles.trail}>
              {trail}
            </nav>
          )}
          <div className={styles.line}>
            <h1>{title}</h1>
            {badge}
          </div>
          {subtitle && <p className={styles.subtitle}>{subtitle}</p>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
      {children}
    </div>
  );
}

interface PanelProps {
  title?: string;
  /** One sentence under the title, such as how a number is made. */
  note?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  /** Without padding, for tables that reach the edges. */
  flush?: boolean;
}

export function Panel({ title, note, actions, children, flush = false }: PanelProps) {
  return (
    <section className={styles.panel} {...(title && { "aria-label": title })}>
      {(title || actions) && (
        <div className={styles.panelHead}>
          <div>
            {title && <h2>{title}</h2>}
            {note && <p className={styles.note}>{note}</p>}
          </div>
          {actions && <div className={styles.actions}>{actions}</div>}
        </div>
      )}
      <div className={flush ? undefined : styles.body}>{children}</div>
    </section>
  );
}
