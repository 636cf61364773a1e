import { decodeMetric, MetricValue } from "@rookery/contracts";
import { z } from "zod";

const MetricName = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[^\p{Cc}\p{Surrogate}]*$/u);
const Line = z.object({
  step: z.int().min(1).optional(),
  metrics: z.record(MetricName, MetricValue),
});

/** What a program says of itself: where it stands at a step, or, without one, how it ended. */
export interface ReportLine {
  step: number | undefined;
  metrics: Record<string, number>;
}

/** `null` for a line that is no report. */
export function readReportLine(line: string): ReportLine | null {
  if (!line.startsWith("{")) return null;
  const parsed = Line.safeParse(parseJson(line));
  if (!parsed.success) return null;
  const { step, metrics } = parsed.data;
  const entries = Object.entries(metrics).map(([name, value]) => [name, decodeMetric(value)]);
  return { step, metrics: Object.fromEntries(entries) };
}

/** Python's `json` writes NaN and Infinity as they are, which is no JSON. */
function parseJson(line: string): unknown {
  try {
    return JSON.parse(line.replaceAll(/([:,[]\s*)(NaN|-?Infinity)(?=\s*[,}\]])/g, '$1"$2"'));
  } catch {
    return null;
  }
}
