import type { ReactNode } from "react";
import styles from "./facts.module.css";

export type Fact = readonly [label: string, value: ReactNode];

/** Numbers that a person looks for first, large and in a row. */
export function Figures({ facts }: { facts: readonly Fact[] }) {
  return <Pairs className={styles.figures} facts={facts} />;
}

/** Names and values, one pair per line. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return <Pairs className={styles.facts} facts={facts} />;
}

function Pairs({ className, facts }: { className: string | undefined; facts: readonly Fact[] }) {
  return (
    <dl className={className}>
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
