import styles from "./shares.module.css";

interface Share {
  name: string;
  /** From 0 to 1; what is below 0 has no bar. */
  share: number;
  text: string;
  /** What else is to be said of it, below its name. */
  detail?: string;
}

/** Names with bars beside them, readable without the bars. */
export function Shares({ shares }: { shares: readonly Share[] }) {
  return (
    <ol className={styles.shares}>
      {shares.map(({ name, share, text, detail }) => (
        <li key={name} className={styles.share}>
          <span className={styles.name}>
            {name}
            {detail && <span className={styles.detail}>{detail}</span>}
          </span>
          <span className={styles.track} aria-hidden>
            <span className={styles.fill} style={{ width: `${Math.max(0, share) * 100}%` }} />
          </span>
          <span className={styles.value}>{text}</span>
        </li>
      ))}
    </ol>
  );
}
