import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { emptyField, fromSpace, toSpace } from "../../src/pages/launch/request/param-space.ts";
import { isSame } from "../../src/pages/launch/request/request.ts";

const integer = { schema: { type: "integer", default: 100 }, when: undefined };
const number = { schema: { type: "number" }, when: undefined };
const text = { schema: { type: "string", enum: ["l1", "l2"] }, when: undefined };
const owned = { schema: { type: "number" }, when: { trainer: "forest" } };

const value = fc.oneof(fc.jsonValue(), fc.string(), fc.double({ noNaN: true }), fc.integer());
const anyPart = fc.oneof(
  fc.jsonValue(),
  fc.record(
    {
      value,
      values: fc.oneof(fc.array(value), fc.jsonValue()),
      min: value,
      max: value,
      step: value,
      count: value,
      scale: fc.constantFrom("log", "linear", "ln", 1),
      type: fc.constantFrom("int", "float", "bool"),
      when: fc.constantFrom({ trainer: "forest" }, { penalty: "l2" }, "l2"),
    },
    { requiredKeys: [] },
  ),
);

test("a field makes exactly the part of the space it was read from, or is marked as one that only the YAML can hold", () => {
  fc.assert(
    fc.property(anyPart, fc.constantFrom(integer, number, text, owned), (part, context) => {
      const json = JSON.parse(JSON.stringify(part));
      const field = fromSpace(json, context);
      if (field.mode !== "custom") expect(isSame(toSpace(field, context), json)).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

describe("the form has a field for", () => {
  test.each([
    ["one value", 0.5, number, "fixed"],
    ["one text", "l1", text, "fixed"],
    ["a list", { values: [1, 2] }, integer, "list"],
    ["a range", { min: 0.1, max: 10, scale: "log", count: 5 }, number, "range"],
    ["an integer range", { type: "int", min: 1, max: 9, step: 2 }, integer, "range"],
    ["half a range", { min: 1, max: "" }, number, "range"],
    ["a value of one trainer's own", { value: 3, when: { trainer: "forest" } }, owned, "fixed"],
    [
      "a range of one trainer's own",
      { min: 1, max: 2, when: { trainer: "forest" } },
      owned,
      "range",
    ],
    ["nothing", undefined, number, "default"],
  ])("%s", (_name, part, context, mode) => {
    const field = fromSpace(part, context);
    expect(field.mode).toBe(mode);
    expect(toSpace(field, context)).toEqual(part);
  });
});

describe("only the YAML holds", () => {
  test.each([
    ["a condition of one's own", { min: 1, max: 2, when: { penalty: "l2" } }, number],
    ["a shared parameter's condition", { min: 1, max: 2, when: { trainer: "forest" } }, number],
    ["a value that holds commas", { values: ["a, b"] }, text],
    ["a number as text", "0.5", number],
    ["a misspelt key", { mn: 1, max: 2 }, number],
    ["a plain list", [1, 2], number],
    ["null", null, number],
    ["what has texts of its own", { values: [{ toString: 1 }] }, number],
  ])("%s", (_name, part, context) => {
    expect(fromSpace(part, context).mode).toBe("custom");
  });
});

test("what is no number is sent as it was typed, for the server to name the trouble", () => {
  const field = { ...emptyField({}), mode: "range" as const, min: "low", max: "Infinity" };
  expect(toSpace(field, number)).toEqual({ min: "low", max: "Infinity" });
});
