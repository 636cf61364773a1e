import { decodeMetric, MetricValue } from "@rookery/contracts";
import { z } from "zod";

const MetricName = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[^\p{Cc}\p{Surrogate}]*$/u);
const Line = z.object({
  step: z.int().min(1).optional(),
  metrics: z.record(z.string(), z.unknown()),
});
const Metric = z.tuple([MetricName, MetricValue]);

/** What a program says of itself: where it stands at a step, or, without one, how it ended. */
export interface ReportLine {
  step: number | undefined;
  metrics: Record<string, number>;
  /** What stands among its metrics and is none: a name that is empty or too long, a value that is no number. */
  refused: string[];
}

/** `null` for a line that is no report. */
export function readReportLine(line: string): ReportLine | null {
  if (!line.startsWith("{")) return null;
  const parsed = Line.safeParse(parseJson(line));
  if (!parsed.success) return null;
  const { step, metrics } = parsed.data;
  const entries: [string, number][] = [];
  const refused: string[] = [];
  for (const entry of Object.entries(metrics)) {
    const metric = Metric.safeParse(entry);
    if (metric.success) entries.push([metric.data[0], decodeMetric(metric.data[1])]);
    else refused.push(`${JSON.stringify(entry[0])}: ${JSON.stringify(entry[1])}`);
  }
  return { step, metrics: Object.fromEntries(entries), refused };
}

/** Python's `json` writes NaN and Infinity as they are, which is no JSON. */
function parseJson(line: string): unknown {
  try {
    return JSON.parse(line.replaceAll(/([:,[]\s*)(NaN|-?Infinity)(?=\s*[,}\]])/g, '$1"$2"'));
  } catch {
    return null;
  }
}
