import type { DatasetVersion } from "@rookery/contracts";
import { createTrainers } from "@rookery/learning";
import { expect, test } from "vitest";
import { type MemoryInput, requireMemory } from "../src/require-memory.ts";

const numbers = Array.from({ length: 9 }, (_, i) => ({ name: `n${i}`, kind: "number" }));
const dataset = {
  rows: 1_000_000,
  columns: [
    ...numbers.map((column) => ({ ...column, distinct: 900_000 })),
    { name: "town", kind: "category", distinct: 2 },
    { name: "street", kind: "category", distinct: 50_000 },
  ],
} as DatasetVersion;

function input(
  trainer: string,
  changes: Partial<MemoryInput["spec"]> = {},
  rooms: MemoryInput["rooms"] = [],
): MemoryInput {
  return {
    dataset,
    rooms,
    trainers: [createTrainers().find(trainer)],
    spec: {
      features: numbers.map(({ name }) => name),
      target: "town",
      space: {},
      runMemoryMb: undefined,
      testFraction: 0.2,
      validation: { kind: "hold-out", fraction: 0.2 },
      ...changes,
    },
  };
}

test("a run beyond its limit is refused with what it would need", () => {
  const space = { maxDepth: 10 };
  expect(() => requireMemory(input("decision-tree", { space, runMemoryMb: 600 }))).not.toThrow();
  expect(() => requireMemory(input("decision-tree", { space, runMemoryMb: 200 }))).toThrow(
    /^runMemoryMb: A run of decision-tree may need \d+ MB for 1000000 rows\.$/,
  );
});

test("what is heaviest in the space counts, and only what the trainer may be given", () => {
  const limited = { runMemoryMb: 2_000 };
  const maxDepth = { min: 2, max: 10 };
  expect(() =>
    requireMemory(
      input("random-forest", { ...limited, space: { trees: { values: [10, 100] }, maxDepth } }),
    ),
  ).not.toThrow();
  const deep: MemoryInput["spec"]["space"] = {
    trees: { values: [10, 100] },
    maxDepth: { type: "int", min: 2, max: 40 },
  };
  expect(() => requireMemory(input("random-forest", { ...limited, space: deep }))).toThrow(
    "random-forest",
  );
  const elsewhere = {
    trees: 10,
    maxDepth: { min: 2, max: 40, when: { trainer: "decision-tree" } },
    minSamplesLeaf: 1_000,
  };
  expect(() =>
    requireMemory(input("random-forest", { ...limited, space: elsewhere })),
  ).not.toThrow();
});

test("a worker must hold the table and the runs of all its threads", () => {
  const space = { maxDepth: 10 };
  const wide = { memoryMb: 1_000, threads: 1 };
  const shared = { memoryMb: 1_000, threads: 8 };
  expect(() => requireMemory(input("decision-tree", { space }, [shared, wide]))).not.toThrow();
  expect(() => requireMemory(input("decision-tree", { space }, [shared]))).toThrow(
    /a worker that trains 8 at a time would need \d+ MB, and the largest has 1000 MB/,
  );
  expect(() => requireMemory(input("decision-tree", { space }))).not.toThrow();
});

test("neighbours whose file could not be written are refused before they are looked for", () => {
  const larger = { ...dataset, rows: 5_000_000 };
  expect(() => requireMemory({ ...input("k-nearest-neighbours"), dataset: larger })).toThrow(
    /^trainer: A model file of k-nearest-neighbours may take \d+ MB; 512 MB are the most/,
  );
});

test("a column of too many words is named", () => {
  const features = ["n1", "street"];
  expect(() => requireMemory(input("naive-bayes", { features }))).toThrow(
    expect.objectContaining({
      code: "sweep-invalid",
      issues: [expect.objectContaining({ field: "features", value: "street" })],
    }),
  );
});
