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

/**
 * A metric that can be held against that of other runs. What a pruned run
 * reported stems from a part of its folds or steps, so it is none.
 */
export function readScore(run: RunSummary, name: string): number | undefined {
  return run.state === "succeeded" ? readMetric(run, name) : undefined;
}

/** Names in the order of their first appearance. */
export function listParams(runs: readonly RunSummary[]): string[] {
  return listKeys(runs, ({ params }) => params);
}

export function listMetrics(runs: readonly RunSummary[]): string[] {
  return listKeys(runs, ({ metrics }) => metrics);
}

function listKeys(runs: readonly RunSummary[], read: (run: RunSummary) => object): string[] {
  const names = new Set<string>();
  for (const run of runs) for (const name in read(run)) names.add(name);
  return [...names];
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

/** More runs than this cannot be told apart beside each other. */
export const maxCompared = 12;
