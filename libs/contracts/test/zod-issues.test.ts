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
