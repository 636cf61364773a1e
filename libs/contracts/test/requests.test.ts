import { expect, test } from "vitest";
import {
  Id,
  isTerminalSweepState,
  Name,
  PageQuery,
  RunsQuery,
  SearchSpace,
  SweepRequest,
  sweepStates,
  Title,
} from "../src/index.ts";

test("a sweep needs a dataset, a target and a space; the rest has defaults", () => {
  const request = SweepRequest.parse({ dataset: "penguins", target: "species", space: { a: 1 } });
  expect(request).toEqual({
    dataset: "penguins",
    target: "species",
    space: { a: 1 },
    trainer: "logistic-regression",
    constraints: [],
    tryFirst: [],
    sampler: { name: "grid" },
    pruner: { name: "none" },
    validation: { kind: "k-fold", folds: 5 },
    testFraction: 0.2,
    seed: 0,
    skipKnown: false,
    priority: 1,
    promotion: { rule: "better", margin: 0 },
    alias: "champion",
    experiment: "Default",
    tags: {},
    keepModels: "all",
    missingIndicator: "seen",
    rareClasses: "refuse",
    unknownCategory: "ignore",
    runTimeoutMs: 600_000,
    runAttempts: 3,
  });
});

test.each(["__proto__", "constructor", "prototype"])("no parameter is named %s", (name) => {
  const space = JSON.parse(`{"${name}": 1}`) as unknown;
  expect(SearchSpace.safeParse(space).success).toBe(false);
});

test.each(["", "-a", "a/b", "..", "a b", "a\0", "é", "a".repeat(101), "constructor"])(
  "%j cannot name anything in an address",
  (name) => {
    expect(Name.safeParse(name).success).toBe(false);
  },
);

test("a title is one line of any script, trimmed", () => {
  expect(Title.parse("  Größe ✓ ")).toBe("Größe ✓");
  for (const title of ["", "  ", "a\nb", "a\0b", "a".repeat(201)]) {
    expect(Title.safeParse(title).success).toBe(false);
  }
});

test("ids are 32 lowercase hex digits", () => {
  expect(Id.safeParse("0123456789abcdef".repeat(2)).success).toBe(true);
  for (const id of ["0".repeat(31), "0".repeat(33), "A".repeat(32), `${"0".repeat(32)}\n`]) {
    expect(Id.safeParse(id).success).toBe(false);
  }
});

test("a page holds 100 entries unless asked otherwise, and 1,000 at most", () => {
  expect(PageQuery.parse({})).toEqual({ limit: 100 });
  expect(PageQuery.parse({ limit: "7", cursor: "x" })).toEqual({ limit: 7, cursor: "x" });
  for (const limit of ["0", "1001", "1.5", "x"]) {
    expect(PageQuery.safeParse({ limit }).success).toBe(false);
  }
});

test("runs can be sorted by any name PostgreSQL can hold", () => {
  expect(RunsQuery.parse({}).sort).toBe("number");
  expect(RunsQuery.safeParse({ sort: "a\0" }).success).toBe(false);
});

test("a sweep ends in one of three states", () => {
  expect(sweepStates.filter(isTerminalSweepState)).toEqual(["succeeded", "failed", "cancelled"]);
});

test("a choice may be written as its name alone", () => {
  const choices = { promotion: "never", sampler: "tpe", pruner: "asha", validation: "hold-out" };
  const short = SweepRequest.parse({ dataset: "a", target: "b", space: {}, ...choices });
  expect(short).toMatchObject({
    promotion: { rule: "never" },
    sampler: { name: "tpe", startupRuns: 10 },
    pruner: { name: "asha", reductionFactor: 3 },
    validation: { kind: "hold-out", fraction: 0.2 },
  });
});
