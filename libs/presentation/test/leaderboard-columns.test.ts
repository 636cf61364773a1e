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

test("rows that four decimals would not tell apart have more, and their spread behind them", () => {
  const close = [0.472912, 0.472943, 0.5].map((accuracy, index) =>
    makeRun({
      number: index + 1,
      metrics: { accuracy, f1_macro: 0.5 },
      spread: { accuracy: 0.02, f1_macro: 0.1 },
    }),
  );
  const columns = listLeaderboardColumns(close, "accuracy");
  const textsOf = (id: string) =>
    close.map((run) => columns.find((column) => column.id === id)?.text(run));
  expect(textsOf("accuracy")).toEqual(["0.47291 ± 0.0200", "0.47294 ± 0.0200", "0.50000 ± 0.0200"]);
  expect(textsOf("f1_macro")).toEqual(["0.5000", "0.5000", "0.5000"]);
});
