import type { ColumnReport, DatasetProfile } from "@rookery/contracts";
import { formatCount, formatDay, formatParam } from "@rookery/presentation";

type ColumnProfile = DatasetProfile["columns"][number];

const bars = "▁▂▃▄▅▆▇█";
const barCount = 10;
const shownValues = 6;

/** How the values of a column are spread, in one line. */
export function describeValues(column: ColumnProfile): string {
  switch (column.kind) {
    case "number": {
      const { quantiles, histogram } = column;
      if (!quantiles) return "";
      const [min, median, max] = [quantiles.min, quantiles.p50, quantiles.max].map(formatParam);
      return `${drawBars(histogram?.counts ?? [])}  ${min} … ${median} … ${max}`;
    }
    case "date":
      return [column.min, column.median, column.max]
        .map((day) => day && formatDay(day))
        .join(" … ");
    default: {
      const shown = column.top.slice(0, shownValues);
      const more = column.distinct - shown.length;
      const values = shown.map(({ value, count }) => `${value} ×${formatCount(count)}`);
      return [...values, ...(more > 0 ? [`${formatCount(more)} more`] : [])].join(", ");
    }
  }
}

/** Counts as one line of bars, neighbours added up until they are few enough. */
function drawBars(counts: readonly number[]): string {
  if (counts.length === 0) return "";
  const width = Math.ceil(counts.length / barCount);
  const sums: number[] = [];
  for (let at = 0; at < counts.length; at += width) {
    sums.push(counts.slice(at, at + width).reduce((sum, count) => sum + count, 0));
  }
  const highest = Math.max(...sums, 1);
  return sums
    .map((sum) => (sum === 0 ? " " : bars[Math.ceil((sum / highest) * bars.length) - 1]))
    .join("");
}

/** Which texts were read as missing, and how often. */
export function describeTokens(report: ColumnReport | undefined): string {
  const tokens = Object.entries(report?.missingTokens ?? {});
  return tokens
    .map(([token, count]) => `${token === "" ? "empty" : token} ×${formatCount(count)}`)
    .join(", ");
}

/** What the cleaning rules did to a column. */
export function describeChanges(report: ColumnReport | undefined): string {
  if (!report) return "";
  const { invalid, clipped, folded, imputed } = report;
  return [
    ...(invalid > 0 ? [`${formatCount(invalid)} invalid`] : []),
    ...(clipped ? [`${formatCount(clipped.low + clipped.high)} clipped`] : []),
    ...(folded ? [`${formatCount(folded.values)} as ${folded.label}`] : []),
    ...(imputed ? [`${formatCount(imputed.values)} imputed`] : []),
  ].join(", ");
}
