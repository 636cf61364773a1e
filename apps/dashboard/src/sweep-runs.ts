import {
  decodeMetric,
  type ParamValue,
  type RunSummary,
  terminalRunStates,
} from "@rookery/contracts";

export function hasEnded({ state }: RunSummary): boolean {
  return (terminalRunStates as readonly string[]).includes(state);
}

/** A metric as a number that can be drawn and compared; undefined when absent, NaN or infinite. */
export function readMetric(run: RunSummary, name: string): number | undefined {
  const metric = run.metrics[name];
  const value = metric === undefined ? Number.NaN : decodeMetric(metric);
  return Number.isFinite(value) ? value : undefined;
}

/** Names in the order of their first appearance. */
export function listParams(runs: readonly RunSummary[]): string[] {
  return [...new Set(runs.flatMap(({ params }) => Object.keys(params)))];
}

export function listMetrics(runs: readonly RunSummary[]): string[] {
  return [...new Set(runs.flatMap(({ metrics }) => Object.keys(metrics)))];
}

/** Parameters of which at least two values occur: what can be drawn as an axis. */
export function searchedParams(runs: readonly RunSummary[]): string[] {
  return listParams(runs).filter((name) => {
    const first = runs.find(({ params }) => params[name] !== undefined)?.params[name];
    return runs.some(({ params }) => params[name] !== undefined && params[name] !== first);
  });
}

export function isNumeric(values: readonly (ParamValue | undefined)[]): boolean {
  return values.every((value) => value === undefined || typeof value === "number");
}

export function runTimeMs({ startedAt, endedAt }: RunSummary): number | undefined {
  return startedAt && endedAt ? Date.parse(endedAt) - Date.parse(startedAt) : undefined;
}
