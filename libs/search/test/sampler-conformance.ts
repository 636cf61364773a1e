import { Params, type SearchSpace } from "@rookery/contracts";
import { describe, expect, test } from "vitest";
import { paramsHash } from "../src/params-hash.ts";
import type { Sampler } from "../src/sampler.ts";

const space: SearchSpace = {
  learningRate: { min: 0.001, max: 0.1, scale: "log", count: 3 },
  steps: { type: "int", min: 100, max: 300, step: 100 },
  loss: { values: ["log", "hinge"] },
  shuffle: { values: [true, false] },
  momentum: 0.9,
};

/** What every sampler promises, whatever its strategy. */
export function describeSampler(sampler: Sampler): void {
  describe(`sampler ${sampler.name}`, () => {
    const ask = (number: number, seed = 1) => sampler.suggest({ space, number, seed, history: [] });
    const count = sampler.count(space) ?? 100;
    const suggestions = Array.from({ length: count }, (_, number) => ask(number));

    test("every suggestion is a combination from the space", () => {
      for (const params of suggestions) {
        const { learningRate, steps, loss, shuffle, momentum } = Params.parse(params);
        expect(Object.keys(params ?? {})).toEqual(Object.keys(space));
        expect(learningRate).toBeGreaterThanOrEqual(0.001);
        expect(learningRate).toBeLessThanOrEqual(0.1);
        expect([100, 200, 300]).toContain(steps);
        expect(["log", "hinge"]).toContain(loss);
        expect([true, false]).toContain(shuffle);
        expect(momentum).toBe(0.9);
      }
    });

    test("the same question gets the same answer, in any order", () => {
      for (const number of [count - 1, 0, Math.floor(count / 2)]) {
        expect(ask(number)).toEqual(suggestions[number]);
      }
    });

    test("a finite sampler gives exactly as many different combinations as it counts", () => {
      if (sampler.count(space) === null) return;
      const hashes = suggestions.map((params) => paramsHash(Params.parse(params)));
      expect(new Set(hashes).size).toBe(count);
      expect(ask(count)).toBeNull();
      expect(ask(count + 1000)).toBeNull();
    });

    test("leaves space and history alone", () => {
      const question = Object.freeze({
        space: structuredClone(space),
        number: 1,
        seed: 1,
        history: Object.freeze([{ number: 0, params: { steps: 100 }, score: 0.5 }]),
      });
      const before = structuredClone(question);
      sampler.suggest(question);
      expect(question).toEqual(before);
    });

    test("a space of fixed values has one combination", () => {
      const fixed = { steps: 5, loss: "log" };
      expect(sampler.suggest({ space: fixed, number: 0, seed: 1, history: [] })).toEqual(fixed);
    });
  });
}
