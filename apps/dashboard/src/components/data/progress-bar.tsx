import type { ProgressPart } from "@rookery/presentation";
import styles from "./progress-bar.module.css";

/** Shares of a whole, side by side; the title and screen readers hear the counts. */
export function ProgressBar({ parts, total }: { parts: readonly ProgressPart[]; total: number }) {
  const shown = parts.filter(({ count }) => count > 0);
  const text = shown.map(({ count, label }) => `${count} ${label}`).join(", ");
  const done = parts
    .filter(({ tone }) => tone !== "busy")
    .reduce((sum, { count }) => sum + count, 0);
  return (
    <div
      className={styles.bar}
      role="progressbar"
      aria-label="Progress"
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={done}
      aria-valuetext={text === "" ? "nothing has ended" : text}
      title={text}
    >
      {shown.map(({ tone, count, label }) => (
        <div
          key={label}
          className={styles[tone]}
          style={{ width: `${(100 * count) / Math.max(total, 1)}%` }}
        />
      ))}
    </div>
  );
}
