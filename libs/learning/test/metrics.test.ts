import { describe, expect, test } from "vitest";
import { countConfusion, measureClassification } from "../src/evaluate/classification-metrics.ts";
import { readFixture } from "./penguins.ts";

interface MetricCase {
  name: string;
  labels: number[];
  predicted: number[];
  probabilities: number[][];
  metrics: Record<string, number | null>;
  confusion: number[][];
}

describe("metrics equal scikit-learn's", () => {
  test.each(readFixture<{ cases: MetricCase[] }>("metrics.json").cases)("$name", (fixture) => {
    const scored = {
      task: "classification" as const,
      labels: Int32Array.from(fixture.labels),
      predicted: Int32Array.from(fixture.predicted),
      probabilities: Float64Array.from(fixture.probabilities.flat()),
      classCount: fixture.probabilities[0].length,
    };
    for (const [name, value] of Object.entries(measureClassification(scored))) {
      const expected = fixture.metrics[name];
      if (expected === null) expect(value, name).toBeNaN();
      else expect(value, name).toBeCloseTo(expected, 12);
    }
    expect(countConfusion(scored)).toEqual(fixture.confusion);
  });
});
