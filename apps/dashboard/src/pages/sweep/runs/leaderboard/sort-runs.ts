import type { RunSummary } from "@rookery/contracts";

export interface Sort {
  /** Of a column. */
  id: string;
  desc: boolean;
}

/** `accuracy:desc`, as it stands in the address. */
export function readSort(text: string | undefined): Sort | undefined {
  const [, id, direction] = /^(.+):(asc|desc)$/.exec(text ?? "") ?? [];
  return id ? { id, desc: direction === "desc" } : undefined;
}

/**
 * The runs by a value; those that have none come last in either direction, and
 * ties stay as they were. Every value is read once and compared as a number,
 * words by their place in the alphabet: ten thousand take some milliseconds.
 */
export function sortRuns(
  runs: readonly RunSummary[],
  read: (run: RunSummary) => string | number | undefined,
  desc: boolean,
): RunSummary[] {
  const keys = toNumbers(runs.map(read));
  const sign = desc ? -1 : 1;
  const known: number[] = [];
  const unknown: number[] = [];
  for (const [index, key] of keys.entries()) (Number.isNaN(key) ? unknown : known).push(index);
  known.sort((a, b) => sign * ((keys[a] as number) - (keys[b] as number)));
  return [...known, ...unknown].map((index) => runs[index] as RunSummary);
}

/** NaN where there is none. */
function toNumbers(values: readonly (string | number | undefined)[]): Float64Array {
  const words = new Set(values.filter((value) => typeof value === "string"));
  const alphabet = [...words].sort(new Intl.Collator("en", { numeric: true }).compare);
  const places = new Map(alphabet.map((word, place) => [word, place]));
  return Float64Array.from(values, (value) =>
    typeof value === "string" ? (places.get(value) ?? Number.NaN) : (value ?? Number.NaN),
  );
}
