const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/**
 * `12 ms`, `4.2 s`, `42 s`, `2 min 3 s`, `1 h 5 min`, `1 d 1 h`: the two largest
 * units, the smaller one rounded and left out when it is 0.
 */
export function formatDuration(durationMs: number): string {
  const ms = Math.round(durationMs);
  if (ms < secondMs) return `${ms} ms`;
  const tenths = Math.round(ms / 100);
  if (tenths < 100) return `${(tenths / 10).toFixed(1)} s`;
  const seconds = Math.round(ms / secondMs);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3_600) return formatPair(seconds, 60, ["min", "s"]);
  const minutes = Math.round(ms / minuteMs);
  if (minutes < 24 * 60) return formatPair(minutes, 60, ["h", "min"]);
  return formatPair(Math.round(ms / hourMs), 24, ["d", "h"]);
}

function formatPair(amount: number, size: number, [large, small]: [string, string]): string {
  const rest = amount % size;
  const whole = `${Math.floor(amount / size)} ${large}`;
  return rest === 0 ? whole : `${whole} ${rest} ${small}`;
}

const ages = [
  { unitMs: dayMs, noun: "day" },
  { unitMs: hourMs, noun: "hour" },
  { unitMs: minuteMs, noun: "minute" },
];
const oldestAgeMs = 30 * dayMs;

/** `just now`, `3 minutes ago`, by the units that have passed; from 30 days on the date in UTC. */
export function formatAge(timestamp: string, nowMs: number): string {
  const ageMs = nowMs - Date.parse(timestamp);
  if (ageMs >= oldestAgeMs) return formatTime(timestamp).slice(0, 10);
  for (const { unitMs, noun } of ages) {
    const passed = Math.floor(ageMs / unitMs);
    if (passed >= 1) return `${passed} ${noun}${passed === 1 ? "" : "s"} ago`;
  }
  return "just now";
}

/**
 * `2026-03-01 09:30:15 UTC`: the same for everybody, on every machine, in files as on screens,
 * so that a time that one reads out is one that another finds.
 */
export function formatTime(timestamp: string): string {
  return `${new Date(timestamp).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

/** `09:30 UTC`. */
export function formatClock(timestamp: string): string {
  return `${new Date(timestamp).toISOString().slice(11, 16)} UTC`;
}

/** `2026-03-01`: the day of a moment in UTC, in which dates of tables are kept. */
export function formatDay(timestamp: string): string {
  return new Date(timestamp).toISOString().slice(0, 10);
}

/** ISO 8601 without the time of day when that is midnight UTC: as tables write dates. */
export function shortenDate(timestamp: string): string {
  return timestamp.replace(/T00:00:00(\.000)?Z$/, "");
}
