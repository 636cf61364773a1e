import {
  decodeMetric,
  type ParamValue,
  type RunSummary,
  terminalRunStates,
} from "@rookery/contracts";
import { api } from "./api.ts";

const pageSize = 1_000;
/** More runs than this are not taken into the browser: the best-known search stays below. */
export const maxLoadedRuns = 50_000;

export interface RunPage {
  items: RunSummary[];
  nextCursor: string | null;
}

/**
 * All runs of a sweep by number. Pages that are full and whose runs have all
 * ended are taken from `known`: they cannot change unless runs are retried.
 */
export async function loadRuns(sweepId: string, known: readonly RunPage[]): Promise<RunPage[]> {
  const pages: RunPage[] = [];
  let cursor: string | undefined;
  do {
    const before = known[pages.length];
    const page =
      before && isSettled(before)
        ? before
        : await api.sweeps.runs(sweepId, { limit: pageSize, ...(cursor && { cursor }) });
    pages.push(page);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && pages.length * pageSize < maxLoadedRuns);
  return pages;
}

function isSettled({ items, nextCursor }: RunPage): boolean {
  return nextCursor !== null && items.every(hasEnded);
}

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
