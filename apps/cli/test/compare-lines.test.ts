import type { Run } from "@rookery/contracts";
import { expect, test } from "vitest";
import { listCompareLines } from "../src/run/compare-lines.ts";

const run = (params: Run["params"], metrics: Run["metrics"]) =>
  ({ state: "succeeded", params, metrics }) as Run;

test("parameters and metrics in which runs differ come first, and the best value is known", () => {
  const lines = listCompareLines([
    run({ seed: 1, steps: 20 }, { accuracy: 0.9, log_loss: 0.30001, own: 1 }),
    run({ seed: 1, steps: 40, depth: 3 }, { accuracy: 0.9, log_loss: 0.30002, own: 2 }),
  ]);
  expect(lines.map(({ name, differs, best }) => [name, differs, best])).toEqual([
    ["state", false, undefined],
    ["steps", true, undefined],
    ["depth", true, undefined],
    ["seed", false, undefined],
    ["log_loss", true, 0],
    ["own", true, undefined],
    ["accuracy", false, undefined],
  ]);
});
