import { expect, test } from "vitest";
import { type ExportedRun, listRunColumns } from "../src/sweep/run-columns.ts";

test("parameters and metrics whose names are taken say what they are", () => {
  const columns = listRunColumns(["state", "depth"], ["depth", "accuracy"]);
  expect(columns.map(({ title }) => title).slice(0, -4)).toEqual([
    "number",
    "state",
    "param state",
    "depth",
    "metric depth",
    "accuracy",
  ]);
  const run = { params: { state: "solid", depth: 3 }, metrics: { depth: 0.5 } };
  const cells = columns.slice(2, 5).map(({ cell }) => cell(run as unknown as ExportedRun));
  expect(cells).toEqual(["solid", 3, 0.5]);
});
