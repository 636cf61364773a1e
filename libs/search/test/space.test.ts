import { issuesFromZod, type Params, SearchSpace } from "@rookery/contracts";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { paramsHash } from "../src/space/params-hash.ts";

function fieldsOf(input: unknown): string[] {
  const parsed = SearchSpace.safeParse(input);
  return parsed.success
    ? []
    : issuesFromZod(parsed.error, { prefix: ["space"] }).map(({ field }) => field);
}

describe("search space", () => {
  test.each<[unknown, string]>([
    [{ a: { values: [] } }, "space.a.values"],
    [{ a: { values: [1, "x", 1] } }, "space.a.values[2]"],
    [{ a: { values: [1, null] } }, "space.a.values[1]"],
    [{ a: { min: 1, max: 1 } }, "space.a.max"],
    [{ a: { min: "1", max: 2 } }, "space.a.min"],
    [{ a: { min: 1 } }, "space.a.max"],
    [{ a: { min: 0, max: 1, step: 0 } }, "space.a.step"],
    [{ a: { min: 0, max: 1, step: 0.1, count: 3 } }, "space.a.count"],
    [{ a: { min: 0, max: 1, scale: "log", count: 3 } }, "space.a.min"],
    [{ a: { min: 1, max: 9, scale: "log", step: 3 } }, "space.a.step"],
    [{ a: { min: 1.5, max: 9, type: "int" } }, "space.a.min"],
    [{ a: { min: 0, max: 1, stepp: 1 } }, "space.a.stepp"],
    [{ a: { min: 0, max: 1, when: { b: 1 } } }, "space.a.when.b"],
    [{ a: { type: "bool", when: { b: 2 } }, b: { values: [1, 3] } }, "space.a.when.b"],
    [
      { a: { value: 1, when: { b: [0.2, 0.25] } }, b: { min: 0, max: 1, step: 0.1 } },
      "space.a.when.b",
    ],
    [{ a: { value: 1, when: { b: 2.5 } }, b: { type: "int", min: 1, max: 9 } }, "space.a.when.b"],
    [{ a: { value: 1, when: { b: "true" } }, b: { type: "bool" } }, "space.a.when.b"],
    [{ a: { value: 1, when: {} } }, "space.a.when"],
    [{ a: { type: "bool", when: { a: true } } }, "space.a.when"],
    [{ a: { type: "boolean" } }, "space.a.type"],
    [{ a: null }, "space.a"],
    [{ a: Number.NaN }, "space.a"],
    [{ "": 1 }, "space."],
    [{ constructor: 1 }, "space.constructor"],
    [JSON.parse('{"__proto__":1,"a":1}'), "space.__proto__"],
    [[], "space"],
    [Object.fromEntries(Array.from({ length: 1001 }, (_, index) => [`p${index}`, 1])), "space"],
  ])("refuses %j at %s", (input, field) => {
    expect(fieldsOf(input)).toEqual([field]);
  });

  test("takes fixed values, choices and ranges", () => {
    const space = {
      a: 1,
      b: "x",
      c: false,
      d: { values: [1, "1", true] },
      e: { min: 0, max: 1 },
      f: { type: "int", min: 1, max: 10, scale: "log", count: 3 },
      g: { type: "bool", when: { f: 10, d: ["1", true] } },
      h: { value: "y", when: { g: true } },
      i: { min: 0, max: 1, when: { trainer: "random-forest" } },
    };
    expect(SearchSpace.parse(space)).toEqual(space);
  });

  test("names each parameter of a circle", () => {
    const space = {
      a: { type: "bool", when: { b: true } },
      b: { type: "bool", when: { c: true } },
      c: { type: "bool", when: { a: true } },
      d: { type: "bool" },
    };
    expect(fieldsOf(space)).toEqual(["space.a.when", "space.b.when", "space.c.when"]);
  });

  test("can be shown as JSON Schema", () => {
    expect(z.toJSONSchema(SearchSpace, { io: "input" })).toMatchObject({ type: "object" });
  });
});

describe("params hash", () => {
  test("does not depend on key order or on how a number was written", () => {
    const hash = paramsHash({ a: 1, b: -0, c: "x" });
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(paramsHash(JSON.parse('{"c":"x","b":0.0,"a":1.0}'))).toBe(hash);
  });

  test("tells different values and kinds apart", () => {
    const different: Params[] = [
      { a: 1 },
      { a: "1" },
      { a: true },
      { a: 1.5 },
      { b: 1 },
      { a: 1, b: 1 },
      {},
    ];
    expect(new Set(different.map(paramsHash)).size).toBe(different.length);
  });
});
