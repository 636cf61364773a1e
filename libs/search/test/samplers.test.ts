import { expect, test } from "vitest";
import { getSampler, listSamplers } from "../src/samplers.ts";
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
