import type { MetricValue, ParamValue } from "@rookery/contracts";
import { clean } from "./clean.ts";

/** Four decimals, three to five digits for what is small or large, as the dashboard has them; nothing for nothing. */
export function formatMetric(value: MetricValue | undefined): string {
  if (value === undefined) return "";
  if (typeof value !== "number") return value;
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-5 || size >= 100_000)) return value.toExponential(2);
  if (size !== 0 && size < 0.01) return value.toPrecision(3);
  return size < 100 ? value.toFixed(4) : value.toPrecision(5);
}

/** Short enough for a table: what samplers draw has up to 17 digits. */
export function formatParam(value: ParamValue | undefined): string {
  if (value === undefined) return "";
  if (typeof value !== "number" || Number.isInteger(value)) return clean(String(value));
  return String(Number(value.toPrecision(5)));
}

const units = ["B", "KB", "MB", "GB", "TB"];

/** In thousands, as the dashboard has them. */
export function formatBytes(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1);
  const value = bytes / 1000 ** power;
  return `${power === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[power]}`;
}

export function formatCount(count: number): string {
  return count.toLocaleString("en-US");
}

/** `1 run`, `24 runs`. */
export function plural(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? "" : "s"}`;
}

export function formatDuration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 10) return `${(ms / 1000).toFixed(1)} s`;
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}

/** How long ago a timestamp was. */
export function formatAge(timestamp: string, nowMs = Date.now()): string {
  const seconds = Math.max(0, (nowMs - Date.parse(timestamp)) / 1000);
  if (seconds < 60) return "just now";
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ago`;
  if (seconds < 30 * 86_400) return `${Math.floor(seconds / 86_400)} d ago`;
  return timestamp.slice(0, 10);
}

/** `2026-03-01 09:30:15`, in the zone of this machine. */
export function formatTime(timestamp: string): string {
  return new Date(timestamp).toLocaleString("sv-SE");
}
