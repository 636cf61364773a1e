import { z } from "zod";

const dateTime = z.regexes.datetime({ local: true, offset: true });
const hasTime = /T/;
const hasZone = /(?:Z|[+-]\d\d:\d\d)$/;

/**
 * Milliseconds since 1970 UTC of an ISO 8601 date (`2024-02-29`) or date-time
 * (`2024-02-29T12:30`, seconds and zone optional). Without a zone it is UTC.
 * NaN for anything else, dates that no calendar has among them.
 */
export function parseDate(value: unknown): number {
  if (typeof value !== "string") return Number.NaN;
  if (!hasTime.test(value)) return z.regexes.date.test(value) ? Date.parse(value) : Number.NaN;
  if (!dateTime.test(value)) return Number.NaN;
  return Date.parse(hasZone.test(value) ? value : `${value}Z`);
}
