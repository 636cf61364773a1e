import type { MetricValue } from "@rookery/contracts";
import { formatMetric } from "../../format/numbers.ts";
import type { Fact } from "./facts.tsx";

/** The objective first and bold, then the others. */
export function metricFacts(
  metrics: Readonly<Record<string, MetricValue>>,
  objective: string | undefined,
): Fact[] {
  const names = Object.keys(metrics).sort();
  const first = objective !== undefined && objective in metrics ? [objective] : [];
  return [...first, ...names.filter((name) => name !== objective)].map((name) => [
    name,
    name === objective ? (
      <strong key={name}>{formatMetric(metrics[name])}</strong>
    ) : (
      formatMetric(metrics[name])
    ),
  ]);
}
