import styles from "./states.module.css";

export function Loading({ what = "Loading" }: { what?: string }) {
  return (
    <p className={styles.loading} role="status">
      {what}…
    </p>
  );
}
