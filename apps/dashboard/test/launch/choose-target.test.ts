import type { DatasetColumn } from "@rookery/contracts";
import { describe, expect, test } from "vitest";
import {
  chooseDataset,
  chooseTarget,
  suggestTarget,
} from "../../src/pages/launch/request/choose-target.ts";
import { openState } from "../../src/pages/launch/request/launch-state.ts";
import { startRequest } from "../../src/pages/launch/request/start-request.ts";
import { guessTarget } from "../../src/pages/launch/request/tasks.ts";
import { trainers } from "./trainers.ts";

const column = (
  name: string,
  kind: DatasetColumn["kind"] = "number",
  distinct = 50,
): DatasetColumn => ({ name, sqlName: name, kind, missing: 0, distinct });

describe("the target that is guessed", () => {
  test.each([
    ["by its name", [column("species", "category"), column("island", "category")], "species"],
    ["the last column", [column("fertility"), column("life_expect")], "life_expect"],
    ["no date", [column("wine", "category"), column("tested", "date")], "wine"],
    ["no constant", [column("a"), column("b", "category", 1)], "a"],
    ["none, when there is none", [column("a", "date")], undefined],
  ])("is %s", (_name, columns, expected) => {
    expect(guessTarget(columns)?.name).toBe(expected);
  });
});

describe("a target", () => {
  const begun = openState(
    startRequest({ dataset: "penguins", datasetVersion: 1, table: undefined, trainers }),
  );
  const measured = chooseTarget(begun, column("mass"), trainers);

  test("that is a number brings a trainer of regression, and a class brings the other back", () => {
    expect(measured.request).toMatchObject({ target: "mass", trainer: "ridge" });
    expect(chooseTarget(measured, column("sex", "category", 2), trainers).request.trainer).toBe(
      "logistic-regression",
    );
    expect(chooseTarget(measured, column("died", "number", 2), trainers).request.trainer).toBe(
      "logistic-regression",
    );
  });

  test("brings no trainer where somebody has chosen one", () => {
    const chosen = openState({ dataset: "penguins", target: "sex", trainer: "forest", space: {} });
    expect(chooseTarget(chosen, column("mass"), trainers).request.trainer).toBe("forest");
  });

  test("is no feature, and an objective of another task does not go with it", () => {
    const listed = openState({
      target: "sex",
      features: ["mass", "island"],
      objective: { metric: "accuracy" },
    });
    const { request } = chooseTarget(listed, column("mass"), trainers);
    expect(request).toEqual({ target: "mass", features: ["island"], trainer: "ridge" });
  });
});

test("another dataset begins with its own target, unless the form went on meanwhile", () => {
  const state = openState({
    dataset: "wine",
    datasetVersion: 3,
    target: "cultivar",
    features: ["ash"],
    seed: 5,
  });
  const waiting = chooseDataset(state, "gapminder");
  expect(waiting.request).toEqual({ dataset: "gapminder", target: "", seed: 5 });
  const table = { dataset: "gapminder", columns: [column("year", "date"), column("life_expect")] };
  expect(suggestTarget(waiting, table, trainers).request).toMatchObject({
    target: "life_expect",
    trainer: "ridge",
  });
  const elsewhere = chooseDataset(waiting, "penguins");
  expect(suggestTarget(elsewhere, table, trainers)).toBe(elsewhere);
});
