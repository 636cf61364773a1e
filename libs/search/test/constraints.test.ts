import type { Params, SearchSpace } from "@rookery/contracts";
import { describe, expect, test } from "vitest";
import { compileConstraints } from "../src/space/compile-constraints.ts";

const space: SearchSpace = {
  depth: { type: "int", min: 1, max: 10 },
  leaf: { min: 0, max: 10 },
  kind: { values: ["tree", "line"] },
  flag: { type: "bool" },
  mixed: { values: [1, "one"] },
  "with-dash": 1,
  "model.lr": { min: 0, max: 1 },
  "model.tree.depth": { type: "int", min: 1, max: 9 },
  "model.kind": { values: ["a", "b"] },
  model_lr: { min: 0, max: 9 },
  model: "net",
  int: 1,
};
const params: Params = {
  ...{ depth: 4, leaf: 2.5, kind: "tree", flag: true, mixed: "one" },
  ...{ "model.lr": 0.2, "model.tree.depth": 3, "model.kind": "b", model_lr: 7, model: "net" },
};

describe("constraints", () => {
  test.each<[string, boolean]>([
    ["leaf < depth", true],
    ["leaf * 2 < depth", false],
    ["2 * leaf <= depth + 1", true],
    ["depth % 2 == 0 && depth / 2 == 2", true],
    ["depth in [1, 4, 9]", true],
    ["depth in [2.5, 3]", false],
    ['kind == "line" || flag', true],
    ['!(kind in ["tree"])', false],
    ["flag ? depth > 3 : depth > 9", true],
    ['mixed == "one"', true],
    ["mixed == 1", false],
    ["-depth < 0 && 10 - depth == 6", true],
    ['kind.startsWith("tr") && size(kind) == 4', true],
    ["10 / depth == 2.5 && 2 * depth * 3 == 24", true],
    ["model.lr > 0.15", true],
    ["model.lr > 0.25", false],
    ["model . tree.depth < depth && 2 * model.lr < 1", true],
    ['model.kind.startsWith("b") && model == "net"', true],
    ["model_lr == 7 && model.lr == 0.2", true],
  ])("%s is %s", (text, holds) => {
    expect(compileConstraints(space, [text]).meets(params)).toBe(holds);
  });

  test("all must hold", () => {
    expect(compileConstraints(space, ["depth > 1", "depth > 5"]).meets(params)).toBe(false);
    expect(compileConstraints(space, []).meets(params)).toBe(true);
  });

  test("one that names an absent parameter holds", () => {
    expect(compileConstraints(space, ["leaf < depth"]).meets({ depth: 1 })).toBe(true);
  });

  test("one that cannot be computed does not hold", () => {
    expect(compileConstraints(space, ["mixed < 3"]).meets(params)).toBe(false);
  });

  test.each([
    ["leaf <", "at character 7"],
    ["leaf < depht", "Unknown variable: depht (at character 8)"],
    ["depth + leaf", "not true or false"],
    ['depth < "5"', "at character 1"],
    ["model.lr > depht", "Unknown variable: depht (at character 12)"],
    ["with-dash > 0", "Unknown variable: with (at character 1)"],
    ["int > 0", "at character 1"],
    ["constructor == 1", "Unknown variable"],
    ["depth.constructor == 1", "at character"],
    ['this["process"] == 1', "Unknown variable"],
    ["kind.matches('(t+)+$')", "matches() is not available here (at character"],
    ["[1, 2].all(x, [1, 2].all(y, x < y))", "all() is not available here (at character"],
    ["cel.bind(x, kind + kind, x == kind)", "bind() is not available here (at character"],
    [`${"(".repeat(100)}true${")".repeat(100)}`, "at character"],
  ])("refuses %s with its place", (text, message) => {
    expect(() => compileConstraints(space, ["true", text])).toThrow(
      expect.objectContaining({
        code: "sweep-invalid",
        issues: [
          expect.objectContaining({
            field: "constraints[1]",
            message: expect.stringContaining(message),
          }),
        ],
      }),
    );
  });
});
