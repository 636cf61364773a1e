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
