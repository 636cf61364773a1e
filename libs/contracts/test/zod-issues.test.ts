import { expect, test } from "vitest";
import { z } from "zod";
import { issuesFromZod, SearchSpace, SweepRequest } from "../src/index.ts";

function issuesOf(schema: z.ZodType, input: unknown, options = {}) {
  const { error } = schema.safeParse(input);
  return error ? issuesFromZod(error, { input, ...options }) : [];
}

test("a field is named by its path, with the offending value", () => {
  const schema = z.object({ rows: z.array(z.object({ sex: z.string() })) });
  expect(issuesOf(schema, { rows: [{ sex: "m" }, { sex: 1 }] })).toMatchObject([
    { field: "rows[1].sex", value: 1 },
  ]);
  expect(issuesOf(schema, 5)).toMatchObject([{ field: "body", value: 5 }]);
  expect(issuesOf(schema, 5, { prefix: ["query"] })).toMatchObject([{ field: "query" }]);
});

test("every field that does not exist is named", () => {
  const request = { dataset: "penguins", target: "species", space: {}, colour: 1, size: 2 };
  expect(issuesOf(SweepRequest, request)).toMatchObject([{ field: "colour" }, { field: "size" }]);
});

test("a field that is not there is required, whatever type it should have", () => {
  const schema = z.object({
    name: z.string(),
    state: z.enum(["on", "off"]),
    size: z.union([z.number(), z.array(z.number())]),
  });
  const message = "This field is required";
  expect(issuesOf(schema, {})).toEqual([
    { field: "name", message },
    { field: "state", message },
    { field: "size", message },
  ]);
  const either = schema
    .partial()
    .refine(({ name }) => name, { path: ["name"], error: "Or a size" });
  expect(issuesOf(either, {})).toMatchObject([{ field: "name", message: "Or a size" }]);
});

test("of a union only the branch that was meant complains", () => {
  const space = { learningRate: { min: 2, max: 1 } };
  expect(issuesOf(SearchSpace, space, { prefix: ["space"] })).toMatchObject([
    { field: "space.learningRate.max", message: "max must be above min (2)" },
  ]);
});

test("secrets and long values are not echoed", () => {
  const schema = z.object({ apiKey: z.number(), text: z.number() });
  const issues = issuesOf(schema, { apiKey: "hush", text: "x".repeat(1_000) });
  expect(issues.map(({ value }) => value)).toEqual([undefined, undefined]);
});

test("where no field fits, it is said what all of the branches take", () => {
  expect(issuesOf(SearchSpace, { c: { low: 1, high: 2 } }, { prefix: ["space"] })).toEqual([
    {
      field: "space.c",
      message: expect.stringContaining('a range as { "min", "max", "count" or "step" }'),
    },
  ]);
  expect(issuesOf(SearchSpace, { c: { min: 1, max: 2, stp: 1 } })).toMatchObject([
    { field: "c.stp", message: "There is no such field" },
  ]);
});

const sweep = { dataset: "penguins", target: "species", space: {} };

test.each([
  [{ policy: "never" }, "promotion.rule", 'must be "always", "better" or "never"'],
  [{ rule: "often" }, "promotion.rule", 'must be "always", "better" or "never"'],
  ["often", "promotion", 'Give one of "always", "better", "never", or an object with rule'],
])("the choices of a promotion are named for %j", (promotion, field, message) => {
  expect(issuesOf(SweepRequest, { ...sweep, promotion })).toMatchObject([{ field, message }]);
});

test("sizes are said in words for people", () => {
  const name = "x".repeat(201);
  expect(issuesOf(SweepRequest, { ...sweep, name, seed: -1, features: [], runs: 0 })).toMatchObject(
    [
      { field: "features", message: "must not be empty" },
      { field: "runs", message: "must be at least 1" },
      { field: "seed", message: "must be at least 0" },
      { field: "name", message: "must have at most 200 characters" },
    ],
  );
});
