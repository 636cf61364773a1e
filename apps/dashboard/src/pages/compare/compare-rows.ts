import { isMetric, knownMetrics, type Run } from "@rookery/contracts";
import { formatMetric, formatParam } from "../../format/numbers.ts";
import { formatDuration } from "../../format/times.ts";
import { listMetrics, listParams, readScore, runTimeMs } from "../../runs/run-values.ts";

export interface CompareRow {
  name: string;
  cells: string[];
  differs: boolean;
  /** Where the best value stands; undefined when it has none, or all are equal. */
  best: number | undefined;
}

/** Rows in which the runs differ come first. */
export function compareParams(runs: readonly Run[]): CompareRow[] {
  const rows = listParams(runs).map((name): CompareRow => {
    const values = runs.map(({ params }) => params[name]);
    return {
      name,
      cells: values.map(formatParam),
      differs: new Set(values).size > 1,
      best: undefined,
    };
  });
  return rows.sort((a, b) => Number(b.differs) - Number(a.differs));
}

export function compareMetrics(runs: readonly Run[]): CompareRow[] {
  const rows = listMetrics(runs).map((name): CompareRow => {
    const metrics = runs.map(({ metrics: own }) => own[name]);
    const differs = new Set(metrics).size > 1;
    const scores = runs.map((run) => readScore(run, name));
    return {
      name,
      cells: metrics.map(formatMetric),
      differs,
      best: differs && isMetric(name) ? bestAt(scores, knownMetrics[name].direction) : undefined,
    };
  });
  const times = runs.map(runTimeMs);
  const time = {
    name: "time",
    cells: times.map((ms) => (ms === undefined ? "–" : formatDuration(ms))),
    differs: new Set(times).size > 1,
    best: undefined,
  };
  return [...rows.sort((a, b) => Number(b.differs) - Number(a.differs)), time];
}

/** Nobody is the best of one. */
function bestAt(
  scores: readonly (number | undefined)[],
  direction: "maximize" | "minimize",
): number | undefined {
  const known = scores.filter((score) => score !== undefined);
  if (known.length < 2) return undefined;
  return scores.indexOf(direction === "maximize" ? Math.max(...known) : Math.min(...known));
}
