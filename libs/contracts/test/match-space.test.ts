import { expect, test } from "vitest";
import { matchSpace, type SpaceCases } from "../src/search/match-space.ts";
import { ParamSpace } from "../src/search/space.ts";

const names: SpaceCases<string> = {
  value: () => "value",
  fixed: () => "fixed",
  choices: () => "choices",
  booleans: () => "booleans",
  range: () => "range",
};

test.each([
  [3, "value"],
  ["adam", "value"],
  [false, "value"],
  [{ value: 3, when: { trainer: "ridge" } }, "fixed"],
  [{ values: [1, "two", false] }, "choices"],
  [{ type: "bool" }, "booleans"],
  [{ min: 0, max: 1 }, "range"],
  [{ type: "int", min: 1, max: 100, scale: "log", count: 3 }, "range"],
])("%j is told apart as %s", (space, kind) => {
  expect(matchSpace(ParamSpace.parse(space), names)).toBe(kind);
});

test("whoever forgets a kind does not compile", () => {
  const { range: _range, ...others } = names;
  // @ts-expect-error nothing is said of ranges
  expect(() => matchSpace({ min: 0, max: 1 }, others)).toThrow(TypeError);
});
