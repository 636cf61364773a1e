import { formatShort } from "@rookery/presentation";

export interface ValueGroup {
  label: string;
  /** Places in the list of values. */
  members: number[];
}

const maxGroups = 8;

/**
 * Values in at most eight groups, to be told apart by colour: numbers in
 * ascending groups of about equal size, so that a few outliers do not take all
 * the colours, and words one by one, the rarest together.
 */
export function groupByValue(values: readonly (string | number)[]): ValueGroup[] {
  return values.every((value) => typeof value === "number")
    ? groupNumbers(values)
    : groupWords(values.map(String));
}

function groupWords(values: readonly string[]): ValueGroup[] {
  const groups = new Map<string, number[]>();
  for (const [place, value] of values.entries()) {
    const members = groups.get(value) ?? [];
    members.push(place);
    groups.set(value, members);
  }
  const largest = [...groups].sort(([, a], [, b]) => b.length - a.length);
  if (largest.length <= maxGroups) return byLabel(largest);
  const others = largest.slice(maxGroups - 1).flatMap(([, members]) => members);
  return [...byLabel(largest.slice(0, maxGroups - 1)), { label: "others", members: others }];
}

function byLabel(groups: readonly (readonly [string, number[]])[]): ValueGroup[] {
  return groups
    .map(([label, members]) => ({ label, members }))
    .sort((a, b) => (a.label < b.label ? -1 : 1));
}

function groupNumbers(values: readonly number[]): ValueGroup[] {
  const distinct = [...new Set(values)].sort((a, b) => a - b);
  if (distinct.length <= maxGroups) {
    const places = new Map(distinct.map((value, index) => [value, index]));
    const groups = distinct.map((value) => ({
      label: formatShort(value),
      members: [] as number[],
    }));
    for (const [place, value] of values.entries()) {
      groups[places.get(value) ?? 0]?.members.push(place);
    }
    return groups;
  }
  const sorted = values.toSorted((a, b) => a - b);
  const bounds = new Set<number>();
  for (let cut = 0; cut < maxGroups; cut++) {
    bounds.add(sorted[Math.floor((cut * sorted.length) / maxGroups)] as number);
  }
  const lows = [...bounds];
  const groups = lows.map((low, index) => ({
    label: `${formatShort(low)} to ${formatShort(lows[index + 1] ?? (sorted.at(-1) as number))}`,
    members: [] as number[],
  }));
  for (const [place, value] of values.entries()) {
    let index = lows.length - 1;
    while (index > 0 && value < (lows[index] as number)) index--;
    groups[index]?.members.push(place);
  }
  return groups;
}
