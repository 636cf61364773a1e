import { z } from "zod";

/**
 * A metric on the wire. JSON has no NaN and no infinities, and
 * `JSON.stringify` would turn them into `null`, so they travel as the strings
 * `"NaN"`, `"Infinity"` and `"-Infinity"`.
 */
// Literals, because the declarations of an enum with "-Infinity" are no TypeScript.
export const MetricValue = z.union([z.number(), z.literal(["NaN", "Infinity", "-Infinity"])]);
export type MetricValue = z.infer<typeof MetricValue>;

export function encodeMetric(value: number): MetricValue {
  return Number.isFinite(value) ? value : (String(value) as "NaN" | "Infinity" | "-Infinity");
}

export function decodeMetric(value: MetricValue): number {
  return Number(value);
}

/** `encodeMetric` over every entry of a record of metrics. */
export function encodeMetrics(metrics: Record<string, number>): Record<string, MetricValue> {
  return Object.fromEntries(
    Object.entries(metrics).map(([key, value]) => [key, encodeMetric(value)]),
  );
}
