import type { ParamValue } from "@rookery/contracts";

/** What stands where there is no value. */
export const nothing = "–";

const count = new Intl.NumberFormat("en");

/** `12,345`. */
export function formatCount(value: number): string {
  return count.format(value);
}

/** `1 run`, `24 runs`. */
export function plural(value: number, noun: string): string {
  return `${formatCount(value)} ${noun}${value === 1 ? "" : "s"}`;
}

/** Short enough for a table: what samplers draw has up to 17 digits. */
export function formatParam(value: ParamValue | undefined): string {
  if (value === undefined) return nothing;
  if (typeof value !== "number" || Number.isInteger(value)) return String(value);
  return String(Number(value.toPrecision(5)));
}

const short = new Intl.NumberFormat("en", { maximumSignificantDigits: 4 });

/** Four digits, or all before the point: enough to see what a column looks like. */
export function formatShort(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 0.001 || size >= 1e9)) return value.toExponential(2);
  return size < 1_000 ? short.format(value) : formatCount(Math.round(value));
}

/** `20%` of 0.2, with as many decimals as the share was written with. */
export function formatShare(share: number): string {
  return `${Number((100 * share).toPrecision(12))}%`;
}

const units = ["B", "KB", "MB", "GB", "TB"];

/** In thousands: `999 B`, `13.5 KB`, `256 KB`, `1.0 MB`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let power = 0;
  // What would be rounded to 1000 is one of the next unit.
  for (; value >= 999.5 && power < units.length - 1; power++) value /= 1000;
  const isWhole = power === 0 || value >= 99.95;
  return `${isWhole ? Math.round(value) : value.toFixed(1)} ${units[power]}`;
}
