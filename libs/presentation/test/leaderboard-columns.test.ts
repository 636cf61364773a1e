import { expect, test } from "vitest";
import { makeRun } from "../../../test/services/make-run.ts";
import { listLeaderboardColumns } from "../src/index.ts";

const runs = [
  makeRun({ number: 1, params: { c: 0.12345678 }, metrics: { f1_macro: 0.7, accuracy: 0.8 } }),
  makeRun({ number: 2, state: "pruned", params: { kind: "x" }, metrics: { accuracy: 0.9 } }),
  makeRun({ number: 3, state: "running", endedAt: null }),
];
const columns = listLeaderboardColumns(runs, "accuracy");

test("the score stands near the run's name, before parameters and other metrics", () => {
  expect(columns.map(({ id, title }) => [id, title])).toEqual([
    ["number", "Run"],
    ["state", "State"],
    ["accuracy", "accuracy"],
    ["param.c", "c"],
    ["param.kind", "kind"],
    ["f1_macro", "f1_macro"],
    ["time", "Time"],
  ]);
  expect(runs.map((run) => columns.map(({ text }) => text(run)))).toEqual([
    ["#1", "succeeded", "0.8000", "0.12346", "–", "0.7000", "1.0 s"],
    ["#2", "pruned", "0.9000", "–", "x", "–", "1.0 s"],
    ["#3", "running", "–", "–", "–", "–", "–"],
  ]);
});

test("what a pruned run measured is shown as a part, and does not rank it", () => {
  const [, , score] = columns;
  expect(runs.map((run) => [score?.isPartial(run), score?.value(run)])).toEqual([
    [false, 0.8],
    [true, undefined],
    [false, undefined],
  ]);
  expect(columns.filter(({ isPartial }) => runs.some(isPartial)).map(({ id }) => id)).toEqual([
    "accuracy",
  ]);
});
