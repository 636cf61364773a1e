import styles from "./skeleton.module.css";

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
