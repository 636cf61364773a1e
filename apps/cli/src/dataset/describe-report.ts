import type { ColumnReport } from "@rookery/contracts";
import { formatCount } from "@rookery/presentation";

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
