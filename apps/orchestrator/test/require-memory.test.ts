import type { DatasetVersion } from "@rookery/contracts";
import { expect, test } from "vitest";
import { requireMemory } from "../src/require-memory.ts";

const dataset = {
  rows: 1_000_000,
  columns: [
    { name: "weight", kind: "number", distinct: 900_000 },
    { name: "town", kind: "category", distinct: 2 },
    { name: "street", kind: "category", distinct: 50_000 },
  ],
} as DatasetVersion;

test("a table that cannot fit is refused with what it would need", () => {
  const features = ["weight", "town"];
  // A number, two towns and the intercept: 4 numbers of 8 bytes, twice, a million times.
  expect(() => requireMemory({ features, runMemoryMb: 62 }, dataset)).not.toThrow();
  expect(() => requireMemory({ features, runMemoryMb: 61 }, dataset)).toThrow("about 62 MB");
  expect(() => requireMemory({ features: ["street"], runMemoryMb: 10_000 }, dataset)).toThrow(
    "runMemoryMb",
  );
});

test("without a limit nothing is refused", () => {
  requireMemory({ features: ["street"] }, dataset);
});
