import fc from "fast-check";
import { expect, test } from "vitest";
import {
  createMetricFormat,
  formatAge,
  formatBytes,
  formatDay,
  formatDuration,
  formatExact,
  formatMetric,
  formatParam,
  formatShare,
  formatShort,
  formatTime,
  plural,
  shortenDate,
} from "../src/index.ts";

const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000];

test.each([
  [0, "0 ms"],
  [999, "999 ms"],
  [999.4, "999 ms"],
  [999.6, "1.0 s"],
  [second, "1.0 s"],
  [4_200, "4.2 s"],
  [9_949, "9.9 s"],
  [9_999, "10 s"],
  [10 * second, "10 s"],
  [minute - 501, "59 s"],
  [minute - 1, "1 min"],
  [minute, "1 min"],
  [65_000, "1 min 5 s"],
  [hour - 501, "59 min 59 s"],
  [hour - 1, "1 h"],
  [hour, "1 h"],
  [hour + minute, "1 h 1 min"],
  [day - 30_001, "23 h 59 min"],
  [day - 1, "1 d"],
  [day, "1 d"],
  [25 * hour, "1 d 1 h"],
  [90_061_000, "1 d 1 h"],
  [2 * day - 1, "2 d"],
  [40 * day, "40 d"],
])("%d ms read as %s", (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

test.each([
  [-minute, "just now"],
  [10 * second, "just now"],
  [minute - 1, "just now"],
  [minute, "1 minute ago"],
  [hour - 1, "59 minutes ago"],
  [hour, "1 hour ago"],
  [2 * hour, "2 hours ago"],
  [day - 1, "23 hours ago"],
  [day, "1 day ago"],
  [30 * day - 1, "29 days ago"],
])("%d ms are %s", (ms, text) => {
  const now = Date.parse("2026-01-02T00:00:00Z");
  expect(formatAge(new Date(now - ms).toISOString(), now)).toBe(text);
});

test("what is older than a month has its date, and times are in UTC and say so, wherever one is", () => {
  const noon = "2026-03-01T12:00:00.000Z";
  const now = Date.parse(noon) + 30 * day;
  expect(formatAge(noon, now)).toBe(formatTime(noon).slice(0, 10));
  expect(formatTime(noon)).toBe("2026-03-01 12:00:00 UTC");
  expect(formatTime("2026-03-01T23:30:00+05:00")).toBe("2026-03-01 18:30:00 UTC");
  expect(formatDay("2026-03-01T23:59:59Z")).toBe("2026-03-01");
  expect(["2026-03-01T00:00:00Z", noon].map(shortenDate)).toEqual(["2026-03-01", noon]);
});

test("bytes are counted in thousands", () => {
  const sizes = [0, 999, 1000, 1024, 53_500, 256_000, 1_500_000_000];
  expect(sizes.map(formatBytes)).toEqual([
    "0 B",
    "999 B",
    "1.0 KB",
    "1.0 KB",
    "53.5 KB",
    "256 KB",
    "1.5 GB",
  ]);
  expect([13_519, 2_000_000].map(formatBytes)).toEqual(["13.5 KB", "2.0 MB"]);
});

test("no size reads as a thousand of a unit", () => {
  const sizes = [99_949, 99_950, 999_499, 999_500, 999_999, 1e15];
  expect(sizes.map(formatBytes)).toEqual([
    "99.9 KB",
    "100 KB",
    "999 KB",
    "1.0 MB",
    "1.0 MB",
    "1000 TB",
  ]);
});

test("metrics keep the digits that tell them apart, and NaN its name", () => {
  const values = [0.97123456, 0.00123456, 0.000001234, 1234.5678, 2_500_000, "NaN"] as const;
  expect(values.map(formatMetric)).toEqual([
    "0.9712",
    "0.00123",
    "1.23e-6",
    "1234.6",
    "2.50e+6",
    "NaN",
  ]);
  expect([0.98765, 0, 0.001234, 1e-7, 296.789, "-Infinity" as const].map(formatMetric)).toEqual([
    "0.9877",
    "0.0000",
    "0.00123",
    "1.00e-7",
    "296.79",
    "-Infinity",
  ]);
  expect([undefined, null].map(formatMetric)).toEqual(["–", "–"]);
  expect([0.1 + 0.2, "NaN" as const, null].map(formatExact)).toEqual([
    "0.30000000000000004",
    "NaN",
    "–",
  ]);
});

test.each([
  ["four decimals where they do", [0.9, 0.81234, 0.5], ["0.9000", "0.8123", "0.5000"]],
  [
    "more where rows would read the same, on every row",
    [0.47292, 0.472913, 0.5],
    ["0.47292", "0.47291", "0.50000"],
  ],
  ["nothing but zero reads like zero", [0.00001, 0, 0.9], ["0.00001", "0.00000", "0.90000"]],
  ["by the largest", [123.456, 9.1], ["123.46", "9.10"]],
  ["three digits where all are small", [0.001234, 0.000002], ["0.001234", "0.000002"]],
  ["with an exponent where they are large", [123_456, 123_489], ["1.2346e+5", "1.2349e+5"]],
  [
    "with an exponent where decimals cannot tell",
    [1e-20, 2e-20, 1],
    ["1.00e-20", "2.00e-20", "1.00e+0"],
  ],
  ["not for what is tied", [0.1 + 0.2, 0.3], ["0.3000", "0.3000"]],
  ["missing and infinite", [null, "Infinity", 0.5] as const, ["–", "Infinity", "0.5000"]],
])("a column of metrics has as many digits as tell rows apart: %s", (_, values, texts) => {
  expect(values.map(createMetricFormat(values))).toEqual(texts);
});

test("a column of scores tells apart what is not tied, with no ragged edge and no digits that a double lacks", () => {
  const scores = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 });
  fc.assert(
    fc.property(scores, (values) => {
      const texts = values.map(createMetricFormat(values));
      const digits = texts.map((text) => text.replace(/e.*/, "").replace(/\D/g, "").length);
      expect(Math.max(...digits)).toBeLessThanOrEqual(16);
      expect(new Set(digits).size).toBe(1);
      for (const [i, a] of values.entries()) {
        for (const [j, b] of values.entries()) {
          if (texts[i] === texts[j]) expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-13 * a);
        }
      }
    }),
  );
});

test("parameters, shares and counts are short", () => {
  expect([0.1 + 0.2, 1000, true, "l2", undefined].map(formatParam)).toEqual([
    "0.3",
    "1000",
    "true",
    "l2",
    "–",
  ]);
  expect([0.2, 0.29, 0.125].map(formatShare)).toEqual(["20%", "29%", "12.5%"]);
  expect([0.00012345, 12.3456, 123_456.7].map(formatShort)).toEqual([
    "1.23e-4",
    "12.35",
    "123,457",
  ]);
  expect([1, 2_400].map((count) => plural(count, "run"))).toEqual(["1 run", "2,400 runs"]);
});
