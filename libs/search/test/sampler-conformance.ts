import { type Params, SamplerSpec, SearchSpace } from "@rookery/contracts";
import { describe, expect, test } from "vitest";
import type { Observation, Sampler } from "../src/samplers/sampler.ts";
import { suggestDistinct } from "../src/samplers/suggest-distinct.ts";
import { paramsHash } from "../src/space/params-hash.ts";
import { tryFirstIssues } from "../src/space/try-first-issues.ts";

/** Finite, so that every sampler can work on it. */
const space = SearchSpace.parse({
  learningRate: { min: 0.001, max: 0.1, scale: "log", count: 3 },
  steps: { type: "int", min: 100, max: 300, step: 100 },
  loss: { values: ["log", "hinge"] },
  shuffle: { type: "bool" },
  momentum: 0.9,
});

/** `depth` is written before what it depends on; `leaf` depends on `depth` being there. */
const conditional = SearchSpace.parse({
  depth: { type: "int", min: 1, max: 4, when: { kind: ["tree", "forest"] } },
  kind: { values: ["tree", "forest", "line"] },
  trees: { values: [10, 100], when: { kind: "forest" } },
  leaf: { type: "int", min: 1, max: 4, when: { depth: [2, 3, 4] } },
  slope: { value: 0.5, when: { kind: "line" } },
});
const constraints = ["leaf < depth", 'kind != "forest" || trees * depth <= 300'];
/** line; tree 1; tree 2-4 with 1, 2 and 3 leaves; the same with 10 trees, and with 100 up to depth 3. */
const conditionalCount = 1 + (1 + 6) + (1 + 6) + (1 + 3);

/** Every kind of edge. Grids need it coarser. */
const edges = SearchSpace.parse({
  int: { type: "int", min: -1, max: 1 },
  logInt: { type: "int", min: 1, max: 3, scale: "log", count: 3 },
  step: { min: 0, max: 0.3, step: 0.1 },
  flag: { type: "bool" },
});

/** What every sampler promises, whatever its strategy. */
export function describeSampler(sampler: Sampler): void {
  const options = SamplerSpec.parse({ name: sampler.name });
  const ask = (
    asked: SearchSpace,
    number: number,
    more: Partial<Parameters<Sampler["suggest"]>[0]> = {},
  ) => sampler.suggest({ space: asked, number, seed: 1, history: [], options, ...more });

  /** As a sweep does, each suggestion knowing the results of those before. */
  const runSweep = (asked: SearchSpace, limits: readonly string[], length: number) => {
    const history: Observation[] = [];
    for (let number = 0; number < length; number += 1) {
      const params = ask(asked, number, { constraints: limits, history: [...history] });
      if (params === null) break;
      history.push(observe(number, params));
    }
    return history;
  };

  describe(`sampler ${sampler.name}`, () => {
    const history = runSweep(space, [], 30);

    test.each([
      ["choices, ranges and fixed values", space, []],
      ["conditions", conditional, []],
      ["conditions and constraints", conditional, constraints],
    ])("every suggestion lies in a space with %s", (_, asked, limits) => {
      const suggestions = runSweep(asked, limits, 40).map(({ params }) => params);
      expect(suggestions.length).toBeGreaterThan(15);
      for (const params of suggestions) {
        expect(tryFirstIssues(asked, limits, [params])).toEqual([]);
        expect(Object.keys(params)).toEqual(Object.keys(asked).filter((name) => name in params));
      }
    });

    test("reaches every edge", () => {
      const values: Record<string, Set<unknown>> = {};
      for (const { params } of runSweep(edges, [], 150)) {
        for (const [name, value] of Object.entries(params)) {
          values[name] ??= new Set();
          values[name].add(value);
        }
      }
      expect(values.int).toEqual(new Set([-1, 0, 1]));
      expect(values.logInt).toEqual(new Set([1, 2, 3]));
      expect(values.step).toEqual(new Set([0, 0.1, 0.2, 0.3]));
      expect(values.flag).toEqual(new Set([false, true]));
    });

    test("the same question gets the same answer, whatever was asked in between", () => {
      const answers = [20, 0, 7].map((number) => ask(space, number, { history }));
      expect([20, 0, 7].map((number) => ask(space, number, { history }))).toEqual(answers);
      const copy = structuredClone({ space, history });
      expect(ask(copy.space, 20, { history: copy.history })).toEqual(answers[0]);
    });

    test("the order of the history does not matter", () => {
      const shuffled = history.toSorted((a, b) => ((a.number * 7) % 30) - ((b.number * 7) % 30));
      expect(shuffled).not.toEqual(history);
      expect(ask(space, 31, { history: shuffled })).toEqual(ask(space, 31, { history }));
    });

    test("takes a history of every state, with values that the space does not hold", () => {
      const params = { ...history[0].params };
      const odd: Observation[] = [
        ...history,
        { number: 100, params, state: "running", score: null },
        { number: 101, params, state: "failed", score: null },
        { number: 102, params, state: "pruned", score: null },
        { number: 103, params, state: "succeeded", score: Number.NaN },
        { number: 104, params, state: "succeeded", score: Number.NEGATIVE_INFINITY },
        {
          number: 105,
          params: { ...params, steps: 123, loss: "other" },
          state: "succeeded",
          score: 9,
        },
        { number: 106, params: {}, state: "succeeded", score: 9 },
      ];
      const suggestion = ask(space, 32, { history: odd }) ?? {};
      expect(tryFirstIssues(space, [], [suggestion])).toEqual([]);
    });

    test("a finite sampler gives exactly as many different combinations as it counts", () => {
      if (sampler.name !== "grid") return;
      const count = sampler.count(space) as number;
      const suggestions = Array.from({ length: count }, (_, number) => ask(space, number));
      expect(new Set(suggestions.map((params) => paramsHash(params as Params))).size).toBe(count);
      expect(ask(space, count)).toBeNull();
      expect(ask(space, count + 1000)).toBeNull();
    });

    test("counts the combinations of a space with conditions and constraints", () => {
      expect(sampler.count(space)).toBe(36);
      expect(sampler.count(conditional, constraints)).toBe(conditionalCount);
    });

    test("made distinct, it uses a space up and then ends", () => {
      const found = takeAll(sampler, { space: conditional, constraints });
      expect(found).toHaveLength(conditionalCount);
      expect(tryFirstIssues(conditional, constraints, found)).toEqual([]);
    });

    test("leaves space and history alone", () => {
      const question = {
        space: structuredClone(space),
        number: 31,
        seed: 1,
        options,
        history: structuredClone(history),
      };
      const before = structuredClone(question);
      deepFreeze(question);
      sampler.suggest(question);
      expect(question).toEqual(before);
    });

    test("a space of fixed values has one combination", () => {
      const fixed = { steps: 5, loss: "log" };
      expect(sampler.count(fixed)).toBe(1);
      expect(ask(fixed, 0)).toEqual(fixed);
      expect(takeAll(sampler, { space: fixed })).toEqual([fixed]);
    });

    test("an empty space has one combination, the empty one", () => {
      expect(sampler.count({})).toBe(1);
      expect(ask({}, 0)).toEqual({});
    });

    test("constraints that nothing meets are refused or leave nothing", () => {
      const impossible = ["steps < 50"];
      let suggestion: Params | null = null;
      try {
        suggestion = ask(space, 0, { constraints: impossible });
      } catch (error) {
        expect(error).toMatchObject({ code: "sweep-invalid" });
      }
      expect(suggestion).toBeNull();
    });
  });
}

function takeAll(
  sampler: Sampler,
  question: { space: SearchSpace; constraints?: readonly string[] },
): Params[] {
  const options = SamplerSpec.parse({ name: sampler.name });
  const taken = new Set<string>();
  const found: Params[] = [];
  const history: Observation[] = [];
  for (let number = 0; number < 100; number += 1) {
    const params = suggestDistinct({
      ...question,
      sampler,
      number,
      seed: 3,
      history,
      options,
      taken,
    });
    if (params === null) break;
    expect(taken).not.toContain(paramsHash(params));
    taken.add(paramsHash(params));
    found.push(params);
    history.push(observe(number, params));
  }
  return found;
}

/** A score without meaning that is the same for the same combination. */
function observe(number: number, params: Params): Observation {
  const score = Number.parseInt(paramsHash(params).slice(0, 6), 16);
  return { number, params, state: "succeeded", score };
}

function deepFreeze(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  Object.freeze(value);
  for (const member of Object.values(value)) deepFreeze(member);
}
