import { expect, test } from "vitest";
import { formatBytes, formatMetric } from "../src/output/format.ts";

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
});

test("metrics keep the digits that tell them apart", () => {
  const values = [0.97123456, 0.00123456, 0.000001234, 1234.5678, 2_500_000, "NaN"] as const;
  expect(values.map(formatMetric)).toEqual([
    "0.9712",
    "0.00123",
    "1.23e-6",
    "1234.6",
    "2.50e+6",
    "NaN",
  ]);
});
