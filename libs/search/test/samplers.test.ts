import type { SearchSpace } from "@rookery/contracts";
import { expect, test } from "vitest";
import { quasiRandom } from "../src/samplers/quasi-random.ts";
import { getSampler, listSamplers } from "../src/samplers/samplers.ts";
import { describeSampler } from "./sampler-conformance.ts";

for (const sampler of listSamplers()) describeSampler(sampler);

test("a name without a sampler is refused with the names there are", () => {
  expect(() => getSampler("oracle")).toThrow(
    expect.objectContaining({
      issues: [
        {
          field: "sampler.name",
          message: "Must be one of: grid, random, quasi-random, tpe",
          value: "oracle",
        },
      ],
    }),
  );
});

test("quasi-random takes 1,000 parameters and spreads its runs over each", () => {
  const space: SearchSpace = Object.fromEntries(
    Array.from({ length: 1000 }, (_, axis) => [`p${axis}`, { min: 0, max: 1 }]),
  );
  const options = { name: "quasi-random" } as const;
  const runs = Array.from({ length: 20 }, (_, number) =>
    quasiRandom.suggest({ space, number, seed: 1, history: [], options }),
  );
  for (const name of Object.keys(space)) {
    const values = runs.map((params) => params?.[name] as number);
    expect(Math.max(...values) - Math.min(...values)).toBeGreaterThan(0.5);
  }
});
