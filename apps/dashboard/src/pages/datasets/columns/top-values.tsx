import { formatCount } from "@rookery/presentation";
import styles from "./columns.module.css";

interface TopValuesProps {
  values: readonly { value: string; count: number }[];
  /** Rows with a value. */
  count: number;
  distinct: number;
}

const shown = 6;

/** The most frequent values with their shares. */
export function TopValues({ values, count, distinct }: TopValuesProps) {
  const first = values.slice(0, shown);
  const rest = distinct - first.length;
  return (
    <>
      <ul>
        {first.map(({ value, count: own }) => (
          <li key={value} className={styles.value}>
            <span className={styles.label} title={value}>
              {value}
            </span>
            <span className={styles.track}>
              <span style={{ width: `${(100 * own) / Math.max(count, 1)}%` }} />
            </span>
            <span className={styles.count}>{formatCount(own)}</span>
          </li>
        ))}
      </ul>
      {rest > 0 && <p className={styles.why}>and {formatCount(rest)} more</p>}
    </>
  );
}
