import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeMetric, encodeMetric, encodeMetrics, MetricValue } from "../src/index.ts";

test("every number survives the way through JSON, NaN and the infinities too", () => {
  fc.assert(
    fc.property(fc.double(), (value) => {
      const wire: unknown = JSON.parse(JSON.stringify(encodeMetric(value)));
      expect(decodeMetric(MetricValue.parse(wire))).toEqual(value === 0 ? 0 : value);
    }),
  );
});

test("metrics are encoded one by one", () => {
  expect(encodeMetrics({ accuracy: 0.5, logLoss: Number.NaN, gain: -Infinity })).toEqual({
    accuracy: 0.5,
    logLoss: "NaN",
    gain: "-Infinity",
  });
});

test.each([null, "nan", "1", undefined, Number.NaN])("%s is no metric on the wire", (value) => {
  expect(MetricValue.safeParse(value).success).toBe(false);
});
