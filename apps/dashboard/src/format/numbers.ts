import { decodeMetric, type MetricValue, type ParamValue } from "@rookery/contracts";

const count = new Intl.NumberFormat("en");

export function formatCount(value: number): string {
  return count.format(value);
}

/** Four decimals for scores, three to five digits for what is small or large; NaN and infinities by name. */
export function formatMetric(metric: MetricValue | undefined): string {
  if (metric === undefined) return "–";
  const value = decodeMetric(metric);
  if (!Number.isFinite(value)) return String(metric);
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-5 || size >= 100_000)) return value.toExponential(2);
  if (size !== 0 && size < 0.01) return value.toPrecision(3);
  return size < 100 ? value.toFixed(4) : value.toPrecision(5);
}

/** Every digit, for values that must be the same to the last one. */
export function formatExact(metric: MetricValue | null): string {
  return metric === null ? "–" : String(decodeMetric(metric));
}

export function formatParam(value: ParamValue | undefined): string {
  if (typeof value !== "number") return value === undefined ? "–" : String(value);
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(5)));
}

const units = ["B", "KB", "MB", "GB", "TB"];

export function formatBytes(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1);
  const value = bytes / 1000 ** power;
  return `${power === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[power]}`;
}

const short = new Intl.NumberFormat("en", { maximumSignificantDigits: 4 });

/** Four digits, or all before the point: enough to see what a column looks like. */
export function formatShort(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 0.001 || size >= 1e9)) return value.toExponential(2);
  return size < 1_000 ? short.format(value) : formatCount(Math.round(value));
}
