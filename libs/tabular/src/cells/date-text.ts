import type { DateFormat } from "@rookery/contracts";

const clock = "(\\d{1,2}):(\\d{2})(?::(\\d{2})(\\.\\d{1,9})?)?";
const aheadOfUtc = /:.*\+/;
const behindUtc = /:.*-/;
const zone = "(Z|[+-](?:0\\d|1[0-4])(?::?[0-5]\\d)?)?";

/** Groups: the three parts of the date in the order written, then hours, minutes, seconds, fraction, zone. */
const patterns: Record<DateFormat, RegExp> = {
  iso: new RegExp(`^(\\d{4})-(\\d{2})-(\\d{2})(?:[T ]${clock}${zone})?$`),
  "d.m.y": new RegExp(`^(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4})(?: ${clock})?$`),
  "d/m/y": new RegExp(`^(\\d{1,2})/(\\d{1,2})/(\\d{4})(?: ${clock})?$`),
  "m/d/y": new RegExp(`^(\\d{1,2})/(\\d{1,2})/(\\d{4})(?: ${clock})?$`),
};

/** Positions of year, month and day among the parts. */
const order: Record<DateFormat, readonly [number, number, number]> = {
  iso: [1, 2, 3],
  "d.m.y": [3, 2, 1],
  "d/m/y": [3, 2, 1],
  "m/d/y": [3, 1, 2],
};

const longest = 40;

/** Whether the text is a day of the calendar, perhaps with a time, written in this format. */
export function isDate(text: string, format: DateFormat): boolean {
  return findParts(text, format) !== undefined;
}

/**
 * The same moment as ISO 8601 has it, with hours and zone in full: `2024-03-01`
 * or `2024-03-01T08:05:00+05:00`. Undefined when the text is no date of the format.
 */
export function toIsoDate(text: string, format: DateFormat): string | undefined {
  const parts = findParts(text, format);
  if (!parts) return undefined;
  const [year = "", month = "", day = ""] = order[format].map((at) => parts[at]);
  const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const [hours, minutes, seconds = "00", fraction = "", zoned = ""] = parts.slice(4);
  if (hours === undefined) return date;
  return `${date}T${hours.padStart(2, "0")}:${minutes}:${seconds}${fraction}${fullZone(zoned)}`;
}

/** `+05` and `+0530` as `+05:00` and `+05:30`. */
function fullZone(written: string): string {
  const digits = written.slice(1).replace(":", "");
  if (digits === "") return written;
  return `${written[0]}${digits.slice(0, 2)}:${digits.slice(2) || "00"}`;
}

function findParts(text: string, format: DateFormat): RegExpExecArray | undefined {
  if (text.length > longest) return undefined;
  const parts = patterns[format].exec(text);
  return parts && isCalendarTime(text, parts, format) ? parts : undefined;
}

function isCalendarTime(text: string, parts: RegExpExecArray, format: DateFormat): boolean {
  const [year, month, day] = order[format].map((at) => Number(parts[at])) as [
    number,
    number,
    number,
  ];
  if (
    year < 1 ||
    leavesCalendar(text, year, month, day) ||
    month < 1 ||
    month > 12 ||
    day < 1 ||
    day > daysIn(year, month)
  )
    return false;
  return Number(parts[4] ?? 0) < 24 && Number(parts[5] ?? 0) < 60 && Number(parts[6] ?? 0) < 60;
}

/** Time zones move the first and the last day of all into years that no format can write. */
function leavesCalendar(text: string, year: number, month: number, day: number): boolean {
  if (year === 1) return month === 1 && day === 1 && aheadOfUtc.test(text);
  return year === 9999 && month === 12 && day === 31 && behindUtc.test(text);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
