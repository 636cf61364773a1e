import { CleaningRules, type ColumnDecision } from "@rookery/contracts";
import { expect, test } from "vitest";
import { addRules, describeDecision } from "../src/index.ts";

const tokens: ColumnDecision = {
  kind: "number",
  format: "1234.5",
  fitting: 1_000,
  others: 9,
  values: [
    { value: "missing", cells: 6, lines: [3, 4, 5, 6, 7] },
    { value: "x", cells: 1, lines: [9] },
  ],
  rule: { cleaning: { columns: { a: { missing: { add: ["missing", "x"] } } } } },
};
const stated: ColumnDecision = {
  ...tokens,
  rule: { schema: { b: "date" }, cleaning: { invalid: "missing" } },
};

test("a decision says how many values, which, and in which lines", () => {
  expect(describeDecision(tokens, "csv")).toBe(
    '1,000 of 1,009 values are numbers written as 1234.5, but not "missing" (lines 3, 4, 5, 6, 7, …), "x" (line 9) and 2 more. So the column holds categories, and a sweep may leave it out. By a rule, 9 values would count as missing and the column hold numbers.',
  );
});

test("the rules of decisions join those of the version, without what is usual", () => {
  const cleaning = CleaningRules.parse({
    dropColumns: ["c"],
    columns: { d: { impute: { with: "mean" } } },
  });
  expect(addRules({ schema: { e: "category" }, cleaning }, [tokens, stated])).toEqual({
    schema: { e: "category", b: "date" },
    cleaning: {
      invalid: "missing",
      dropColumns: ["c"],
      columns: { d: { impute: { with: "mean" } }, a: { missing: { add: ["missing", "x"] } } },
    },
  });
});
