import { type Params, SamplerSpec, SearchSpace } from "@rookery/contracts";
import { describe, expect, test } from "vitest";
import { getSampler } from "../src/samplers/samplers.ts";
import { type DistinctQuestion, suggestDistinct } from "../src/samplers/suggest-distinct.ts";
import { countCombinations } from "../src/space/combinations.ts";
import { paramsHash } from "../src/space/params-hash.ts";
import { tryFirstIssues } from "../src/space/try-first-issues.ts";

const axis = { type: "int" as const, min: 1, max: 3 };
const space = SearchSpace.parse({ a: axis, b: axis });

function ask(name: string, more: Partial<DistinctQuestion> = {}): Params | null {
  const options = SamplerSpec.parse({ name });
  const sampler = getSampler(name);
  const base = { space, number: 0, seed: 0, history: [], taken: new Set<string>() };
  return suggestDistinct({ ...base, sampler, options, ...more });
}

function takeAll(name: string, more: Partial<DistinctQuestion> = {}): Params[] {
  const taken = new Set<string>();
  const found: Params[] = [];
  for (;;) {
    const params = ask(name, { number: found.length, taken, ...more });
    if (params === null) return found;
    found.push(params);
    taken.add(paramsHash(params));
  }
}

describe("distinct suggestions", () => {
  test("known combinations come first, and the sampler does not repeat them", () => {
    const tryFirst = [
      { a: 3, b: 3 },
      { a: 1, b: 2 },
    ];
    for (const name of ["grid", "random", "quasi-random", "tpe"]) {
      const found = takeAll(name, { tryFirst });
      expect(found.slice(0, 2)).toEqual(tryFirst);
      expect(found).toHaveLength(9);
    }
  });

  test("a grid goes on in order behind known combinations", () => {
    const found = takeAll("grid", { tryFirst: [{ a: 1, b: 2 }] });
    expect(found.slice(0, 4)).toEqual([
      { a: 1, b: 2 },
      { a: 1, b: 1 },
      { a: 1, b: 3 },
      { a: 2, b: 1 },
    ]);
  });

  test("the same taken combinations lead to the same redraw", () => {
    const first = ask("random") as Params;
    const taken = new Set([paramsHash(first)]);
    const second = ask("random", { taken });
    expect(second).not.toEqual(first);
    expect(ask("random", { taken })).toEqual(second);
  });

  test("what counts as taken is what the run is trained with", () => {
    const complete = (params: Params) => ({ ...params, steps: 100 });
    const first = ask("grid", { complete }) as Params;
    expect(first).toEqual({ a: 1, b: 1, steps: 100 });
    const taken = new Set([paramsHash(first)]);
    expect(ask("grid", { complete, taken })).toEqual({ a: 1, b: 2, steps: 100 });
  });

  test("a branch of an endless space that is used up is left for another", () => {
    const branching = SearchSpace.parse({
      kind: { values: ["one", "many"] },
      x: { min: 0, max: 1, when: { kind: "many" } },
    });
    const taken = new Set([paramsHash({ kind: "one" })]);
    for (let number = 0; number < 50; number += 1) {
      expect(ask("random", { space: branching, number, taken })).toMatchObject({ kind: "many" });
    }
  });
});

describe("counting", () => {
  test.each<[unknown, string[], number | null]>([
    [{ a: axis, b: axis }, [], 9],
    [{ a: axis, b: axis }, ["a != b"], 6],
    [{ a: { type: "int", min: 1, max: 100, scale: "log" } }, [], 100],
    [{ a: { min: 0, max: 1 } }, [], null],
    [{ a: { min: 0, max: 1 } }, ["a > 0.5"], null],
    [{ a: { type: "bool" }, b: { min: 0, max: 1, count: 5, when: { a: true } } }, [], 6],
  ])("%j with %j has %j combinations", (input, constraints, count) => {
    expect(countCombinations(SearchSpace.parse(input), constraints)).toBe(count);
  });
});

describe("combinations to try first", () => {
  const conditional = SearchSpace.parse({
    kind: { values: ["tree", "line"] },
    depth: { type: "int", min: 1, max: 10, when: { kind: "tree" } },
    rate: { min: 0.001, max: 1, scale: "log" },
  });
  const issuesOf = (params: Params) =>
    tryFirstIssues(conditional, ["depth < 9"], [params]).map(({ field }) => field);

  test.each<[Params, string[]]>([
    [{ kind: "tree", depth: 3, rate: 0.1 }, []],
    [{ rate: 1, kind: "line" }, []],
    [{ kind: "tree", rate: 0.1 }, ["tryFirst[0].depth"]],
    [{ kind: "tree", depth: 2.5, rate: 0.1 }, ["tryFirst[0].depth"]],
    [{ kind: "line", depth: 3, rate: 0.1 }, ["tryFirst[0].depth"]],
    [{ kind: "line", rate: 2 }, ["tryFirst[0].rate"]],
    [{ kind: "line", rate: 0.1, other: 1 }, ["tryFirst[0].other"]],
    [{ kind: "forest", rate: 0.1 }, ["tryFirst[0].kind"]],
    [{ kind: "tree", depth: 9, rate: 0.1 }, ["tryFirst[0]"]],
  ])("%j has issues at %j", (params, fields) => {
    expect(issuesOf(params)).toEqual(fields);
  });

  test("one that is listed twice is refused", () => {
    const issues = tryFirstIssues(
      conditional,
      [],
      [
        { kind: "line", rate: 0.1 },
        { rate: 0.1, kind: "line" },
      ],
    );
    expect(issues).toEqual([
      { field: "tryFirst[1]", message: "The same combination as tryFirst[0]" },
    ]);
  });
});
