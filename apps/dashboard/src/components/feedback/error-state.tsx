import { AppError } from "@rookery/contracts";
import { Button } from "../controls/button.tsx";
import styles from "./states.module.css";

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
