import { expect, test } from "vitest";
import { makeRun } from "../../../test/services/make-run.ts";
import { createRunFilter } from "../src/pages/sweep/runs/filter-runs.ts";

const run = makeRun({
  number: 7,
  params: { steps: 50, penalty: "l2", warm: true },
  metrics: { accuracy: 0.91, loss: "NaN" },
});

test.each([
  ["", true],
  ["steps=50", true],
  ["steps>=50 accuracy>0.9", true],
  ["steps>50", false],
  ["steps >= 50  accuracy >0.9", true],
  ["penalty = l1", false],
  ["penalty=l2 warm=true number<8", true],
  ["penalty!=l2", false],
  ["state=failed", false],
  ["time<=1000", true],
  ["penal", true],
  ["PENALTY=L2", false],
  ["loss<1", false],
  ["absent=1", false],
  ["absent!=1", true],
])("the filter %j answers %j", (filter, fits) => {
  expect(createRunFilter(filter)(run)).toBe(fits);
});
