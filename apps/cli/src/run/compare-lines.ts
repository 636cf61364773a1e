import { isMetric, knownMetrics, type Run } from "@rookery/contracts";
import { formatMetric, formatParam } from "../output/format.ts";

/** One thing that is known of the runs, side by side. */
export interface CompareLine {
  kind: "" | "param" | "metric";
  name: string;
  values: string[];
  differs: boolean;
  /** Where the best value stands, among values that differ and whose direction is known. */
  best: number | undefined;
}

/** States, then parameters and metrics, those first in which the runs differ. */
export function listCompareLines(runs: readonly Run[]): CompareLine[] {
  const states = runs.map(({ state }) => state);
  const params = namesOf(runs.map(({ params }) => params)).map((name): CompareLine => {
    const values = runs.map(({ params }) => params[name]);
    return {
      kind: "param",
      name,
      values: values.map(formatParam),
      differs: areDifferent(values),
      best: undefined,
    };
  });
  const metrics = namesOf(runs.map(({ metrics }) => metrics)).map((name): CompareLine => {
    const values = runs.map(({ metrics }) => metrics[name]);
    const differs = areDifferent(values);
    const best = differs && isMetric(name) ? findBest(values, knownMetrics[name].direction) : -1;
    return {
      kind: "metric",
      name,
      values: values.map(formatMetric),
      differs,
      best: best === -1 ? undefined : best,
    };
  });
  return [
    { kind: "", name: "state", values: states, differs: areDifferent(states), best: undefined },
    ...params.sort(differingFirst),
    ...metrics.sort(differingFirst),
  ];
}

const differingFirst = (a: CompareLine, b: CompareLine) => Number(b.differs) - Number(a.differs);

/** By value, not by what a table shows of it. */
function areDifferent(values: readonly unknown[]): boolean {
  return new Set(values).size > 1;
}

function findBest(values: readonly unknown[], direction: "maximize" | "minimize"): number {
  const known = values.filter((value) => typeof value === "number");
  if (known.length < 2) return -1;
  return values.indexOf(direction === "maximize" ? Math.max(...known) : Math.min(...known));
}

function namesOf(records: Record<string, unknown>[]): string[] {
  return [...new Set(records.flatMap((record) => Object.keys(record)))];
}
