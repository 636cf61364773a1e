import type { MetricValue } from "@rookery/contracts";
import { formatMetric } from "@rookery/presentation";
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

/** The objective first and bold, then the others; `format` says how each is written. */
export function metricFacts(
  metrics: Readonly<Record<string, MetricValue>>,
  objective: string | undefined,
  format: (name: string) => string = (name) => formatMetric(metrics[name]),
): Fact[] {
  const names = Object.keys(metrics).sort();
  const first = objective !== undefined && objective in metrics ? [objective] : [];
  return [...first, ...names.filter((name) => name !== objective)].map((name) => [
    name,
    name === objective ? <strong key={name}>{format(name)}</strong> : format(name),
  ]);
}
