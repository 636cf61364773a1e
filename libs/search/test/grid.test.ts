import { type Params, SearchSpace } from "@rookery/contracts";
import { describe, expect, test } from "vitest";
import { grid } from "../src/samplers/grid.ts";

function expand(input: unknown, constraints: string[] = []): (Params | null)[] {
  const space = SearchSpace.parse(input);
  return Array.from({ length: grid.count(space, constraints) ?? 0 }, (_, number) =>
    grid.suggest({ space, constraints, number, seed: 0, history: [], options: { name: "grid" } }),
  );
}

describe("grid", () => {
  test("the last parameter varies fastest", () => {
    expect(expand({ a: { values: [1, 2] }, b: { values: ["x", "y", "z"] } })).toEqual([
      { a: 1, b: "x" },
      { a: 1, b: "y" },
      { a: 1, b: "z" },
      { a: 2, b: "x" },
      { a: 2, b: "y" },
      { a: 2, b: "z" },
    ]);
  });

  test.each<[unknown, number[]]>([
    [{ min: 0.1, max: 0.5, step: 0.1 }, [0.1, 0.2, 0.3, 0.4, 0.5]],
    [{ min: 0, max: 1, step: 0.3 }, [0, 0.3, 0.6, 0.9]],
    [{ min: 1 / 3, max: 1, step: 1 / 3 }, [1 / 3, 0.66666666666667, 1]],
    [{ min: 0.1, max: 1 / 3, step: (1 / 3 - 0.1) / 2 }, [0.1, 0.21666666666667, 1 / 3]],
    [{ min: 0, max: 1, count: 5 }, [0, 0.25, 0.5, 0.75, 1]],
    [{ min: 1e-4, max: 1e-1, count: 4, scale: "log" }, [0.0001, 0.001, 0.01, 0.1]],
    [{ type: "int", min: 1, max: 4 }, [1, 2, 3, 4]],
    [{ type: "int", min: 10, max: 35, step: 10 }, [10, 20, 30]],
    [{ type: "int", min: 1, max: 1000, count: 4, scale: "log" }, [1, 10, 100, 1000]],
    [{ type: "int", min: 1, max: 3, count: 9 }, [1, 2, 3]],
    [{ min: 1, max: 1.00000000000001, count: 10 }, [1, 1.00000000000001]],
  ])("%j holds %j", (range, values) => {
    expect(expand({ x: range })).toEqual(values.map((x) => ({ x })));
  });

  test("works out the values of a range once, however many combinations it is asked for", () => {
    let reads = 0;
    const axis = {
      min: 0,
      max: 1,
      get count() {
        reads += 1;
        return 10_000;
      },
    };
    const space = { a: axis, b: { min: 0, max: 1, count: 10_000 } };
    const ask = (number: number) =>
      grid.suggest({ space, number, seed: 0, history: [], options: { name: "grid" } });
    expect(ask(0)).toEqual({ a: 0, b: 0 });
    const readsForOne = reads;
    for (let number = 1; number < 10_000; number += 1) ask(number);
    expect(ask(99_999_999)).toEqual({ a: 1, b: 1 });
    expect(reads).toBe(readsForOne);
  });

  test("finds one combination of a huge grid without listing the others", () => {
    const axis = { type: "int" as const, min: 0, max: 999 };
    const space = { a: axis, b: axis, c: axis, d: axis };
    expect(grid.count(space)).toBe(1e12);
    const params = grid.suggest({
      space,
      number: 123_456_789_012,
      seed: 0,
      history: [],
      options: { name: "grid" },
    });
    expect(params).toEqual({ a: 123, b: 456, c: 789, d: 12 });
  });

  test("names every range that it cannot go through", () => {
    const space = {
      rate: { min: 0, max: 1 },
      steps: { type: "int" as const, min: 1, max: 100, scale: "log" as const },
      other: 1,
    };
    expect(() => grid.count(space)).toThrow(
      expect.objectContaining({
        code: "sweep-invalid",
        issues: [
          expect.objectContaining({ field: "space.rate.step" }),
          expect.objectContaining({ field: "space.steps.step" }),
        ],
      }),
    );
  });

  test("refuses to count what no number can hold", () => {
    const axis = { type: "int" as const, min: 0, max: 99_999 };
    const space = { a: axis, b: axis, c: axis, d: axis };
    expect(() => grid.count(space)).toThrow(expect.objectContaining({ code: "sweep-invalid" }));
  });

  test("goes only through parameters that are there, in the order written", () => {
    const space = {
      kind: { values: ["a", "b"] },
      x: { values: [1, 2], when: { kind: "a" } },
      y: { value: 9, when: { x: 2 } },
    };
    expect(expand(space)).toEqual([{ kind: "a", x: 1 }, { kind: "a", x: 2, y: 9 }, { kind: "b" }]);
  });

  test("leaves out what breaks a constraint", () => {
    const axis = { type: "int" as const, min: 1, max: 3 };
    const space = { a: axis, b: axis };
    expect(expand(space, ["a < b", "a + b != 4"])).toEqual([
      { a: 1, b: 2 },
      { a: 2, b: 3 },
    ]);
  });

  test("refuses to go through more than 250,000 combinations one by one", () => {
    const axis = { type: "int" as const, min: 1, max: 1000 };
    expect(() => grid.count({ a: axis, b: axis }, ["a < b"])).toThrow(
      expect.objectContaining({
        code: "sweep-invalid",
        issues: [expect.objectContaining({ message: expect.stringContaining("250000") })],
      }),
    );
  });
});
