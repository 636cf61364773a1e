import { AppError } from "@rookery/contracts";
import type { ReactNode } from "react";
import { Button } from "../controls/button.tsx";
import styles from "./states.module.css";

interface EmptyStateProps {
  title: string;
  /** What to do next. */
  children: ReactNode;
  actions?: ReactNode;
}

/** Stands where a list or a chart would be, and says how to fill it. */
export function EmptyState({ title, children, actions }: EmptyStateProps) {
  return (
    <div className={styles.state}>
      <h2>{title}</h2>
      <div className={styles.text}>{children}</div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}

interface ErrorStateProps {
  error: unknown;
  onRetry?: () => void;
}

/** What went wrong in the server's words, what to do about it, and a way to try again. */
export function ErrorState({ error, onRetry }: ErrorStateProps) {
  const { message, hint, issues } = explain(error);
  return (
    <div className={styles.state} role="alert">
      <h2 className={styles.bad}>{message}</h2>
      {hint && <p className={styles.text}>{hint}</p>}
      {issues.length > 0 && (
        <ul className={styles.text}>
          {issues.map(({ field, message: detail }) => (
            <li key={`${field} ${detail}`}>
              <code>{field}</code> {detail}
            </li>
          ))}
        </ul>
      )}
      {onRetry && (
        <div className={styles.actions}>
          <Button onClick={onRetry}>Try again</Button>
        </div>
      )}
    </div>
  );
}

function explain(error: unknown) {
  if (error instanceof AppError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return {
    message,
    hint: "Reload the page. If it happens again, it is a fault of ours.",
    issues: [],
  };
}

export function Loading({ what = "Loading" }: { what?: string }) {
  return (
    <p className={styles.loading} role="status">
      {what}…
    </p>
  );
}

interface SkeletonProps {
  /** CSS lengths, near what will stand there. */
  width?: string;
  height?: string;
}

/** Holds the place of something that is being loaded. */
export function Skeleton({ width = "100%", height = "1rem" }: SkeletonProps) {
  return <span aria-hidden className={styles.skeleton} style={{ width, height }} />;
}

/** Holds the place of a list; screen readers hear what is being loaded. */
export function SkeletonRows({
  what,
  rows = 5,
  height = "1.5rem",
}: {
  what: string;
  rows?: number;
  height?: string;
}) {
  return (
    <div className={styles.rows} role="status">
      <span className="visually-hidden">{what}…</span>
      {Array.from({ length: rows }, (_, row) => `row-${row}`).map((key) => (
        <Skeleton key={key} height={height} />
      ))}
    </div>
  );
}
