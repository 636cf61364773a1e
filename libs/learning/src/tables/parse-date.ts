import { z } from "zod";

const localDateTime = z.regexes.datetime({ local: true });
const zone = /(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/**
 * Milliseconds since 1970 UTC of an ISO 8601 date (`2024-02-29`) or date-time
 * (`2024-02-29T12:30`, seconds and zone optional). Without a zone it is UTC.
 * NaN for anything else, dates that no calendar has among them.
 */
export function parseDate(value: unknown): number {
  if (typeof value !== "string") return Number.NaN;
  if (!value.includes("T")) return z.regexes.date.test(value) ? Date.parse(value) : Number.NaN;
  // By itself: zod wants seconds in front of a zone.
  if (!localDateTime.test(value.replace(zone, ""))) return Number.NaN;
  return Date.parse(zone.test(value) ? value : `${value}Z`);
}
