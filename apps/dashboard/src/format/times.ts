const steps = [
  { unit: "d", ms: 86_400_000 },
  { unit: "h", ms: 3_600_000 },
  { unit: "min", ms: 60_000 },
  { unit: "s", ms: 1_000 },
] as const;

/** `1 h 5 min`, `2 min 3 s`, `4.2 s`, `12 ms`: the two largest units. */
export function formatDuration(durationMs: number): string {
  if (durationMs < 1_000) return `${Math.round(durationMs)} ms`;
  if (durationMs < 10_000) return `${(durationMs / 1_000).toFixed(1)} s`;
  const at = steps.findIndex(({ ms }) => durationMs >= ms);
  const large = steps[at];
  const small = steps[at + 1];
  if (!large) return `${Math.round(durationMs)} ms`;
  const first = Math.floor(durationMs / large.ms);
  const rest = small ? Math.floor((durationMs % large.ms) / small.ms) : 0;
  return rest > 0 && small
    ? `${first} ${large.unit} ${rest} ${small.unit}`
    : `${first} ${large.unit}`;
}

const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

/** `3 minutes ago`; older than a week: the date. */
export function formatAgo(timestamp: string, nowMs: number): string {
  const agoMs = nowMs - Date.parse(timestamp);
  if (agoMs < 45_000) return "just now";
  if (agoMs < 3_600_000) return relative.format(-Math.round(agoMs / 60_000), "minute");
  if (agoMs < 86_400_000) return relative.format(-Math.round(agoMs / 3_600_000), "hour");
  if (agoMs < 7 * 86_400_000) return relative.format(-Math.round(agoMs / 86_400_000), "day");
  return formatDate(timestamp);
}

const date = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short" });

export function formatDate(timestamp: string): string {
  return date.format(new Date(timestamp));
}

const day = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeZone: "UTC" });

/** The day of a moment in UTC, in which dates of tables are kept. */
export function formatDay(timestamp: string): string {
  return day.format(new Date(timestamp));
}

/** ISO 8601 without the time of day when that is midnight UTC: as tables write dates. */
export function shortenDate(timestamp: string): string {
  return timestamp.replace(/T00:00:00(\.000)?Z$/, "");
}
