import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson } from "../src/index.ts";

test("the text does not depend on the order in which keys were written", () => {
  const a = canonicalJson({ b: [1, { z: null, a: "x" }], a: -0, left: undefined });
  expect(a).toBe('{"a":0,"b":[1,{"a":"x","z":null}]}');
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(canonicalJson(reverseKeys(value))).toBe(canonicalJson(value));
    }),
  );
});

test("the text is JSON for the same value", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test.each([Number.NaN, Infinity, -Infinity, 1n, () => 1, Symbol("x"), undefined])(
  "what JSON cannot carry is refused: %s",
  (value) => {
    expect(() => canonicalJson({ deep: [value] })).toThrow(TypeError);
  },
);

function reverseKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reverseKeys);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).reverse();
  return Object.fromEntries(entries.map(([key, member]) => [key, reverseKeys(member)]));
}
