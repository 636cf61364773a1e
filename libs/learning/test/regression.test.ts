import type { ModelFile } from "@rookery/contracts";
import { beforeAll, describe, expect, test } from "vitest";
import { evaluateModel } from "../src/evaluate/evaluate-model.ts";
import { evaluateRun, type RunInput } from "../src/evaluate/evaluate-run.ts";
import { compilePredictor } from "../src/model/compile-predictor.ts";
import { fitModel } from "../src/model/fit-model.ts";
import { decodeModel, encodeModel } from "../src/model/model-codec.ts";
import { readSignature } from "../src/model/read-signature.ts";
import { splitTestRows } from "../src/tables/plan-splits.ts";
import { createTrainers } from "../src/trainers/create-trainers.ts";
import { readPenguins } from "./penguins.ts";

const trainers = createTrainers();

const table = readPenguins();
const run: RunInput = {
  table,
  target: "body_mass_g",
  features: ["culmen_length_mm", "culmen_depth_mm", "flipper_length_mm", "species", "sex"],
  trainer: trainers.findFitting("ridge"),
  params: {},
  validation: { kind: "k-fold", folds: 5 },
  testFraction: 0.2,
  seed: 3,
};
const gentoo = {
  culmen_length_mm: 46.1,
  culmen_depth_mm: 13.2,
  flipper_length_mm: 211,
  species: "Gentoo",
  sex: "FEMALE",
};

describe("predicting a number", () => {
  let model: ModelFile;
  beforeAll(async () => {
    model = await fitModel({ ...run, datasetVersion: "v" });
  });

  test.each(
    trainers
      .list()
      .filter(({ task }) => task === "regression")
      .map(({ name }) => name),
  )("%s explains most of the penguins' body mass", async (trainer) => {
    const { metrics, rowCounts } = await evaluateRun({
      ...run,
      trainer: trainers.findFitting(trainer),
    });
    expect(Object.keys(metrics)).toEqual(["rmse", "mae", "r2"]);
    expect(metrics.r2).toBeGreaterThan(0.65);
    expect(metrics.rmse).toBeLessThan(500);
    expect(rowCounts.missingTarget).toBe(2);
  });

  test("the model file carries no classes, and its bytes come back", () => {
    const text = encodeModel(model);
    expect(encodeModel(decodeModel(text, trainers))).toBe(text);
    expect(model).toMatchObject({ task: "regression", target: "body_mass_g" });
    expect(model).not.toHaveProperty("classes");
    expect(readSignature(model)).toMatchObject({ task: "regression", classes: [] });
  });

  test("is measured on the test rows", () => {
    const { heldOut } = splitTestRows({ ...run, task: "regression" });
    const { metrics, confusion } = evaluateModel(model, { trainers, table, rows: heldOut });
    expect(metrics.r2).toBeGreaterThan(0.8);
    expect(confusion).toBeNull();
  });

  test("answers a prediction per row and nothing else", () => {
    const [answer] = compilePredictor(model, trainers).predict([gentoo]).predictions;
    expect(answer).toEqual({ prediction: expect.any(Number) });
    expect((answer as { prediction: number }).prediction).toBeGreaterThan(4000);
    expect((answer as { prediction: number }).prediction).toBeLessThan(5500);
  });

  test("refuses rows whose number would not be finite", () => {
    const huge = { ...gentoo, culmen_depth_mm: 1.7e308, flipper_length_mm: 1.7e308 };
    expect(() => compilePredictor(model, trainers).predict([huge])).toThrow(/too large/);
  });

  test("the wrong task is refused with a hint to the right one", async () => {
    const asClasses = evaluateRun({
      ...run,
      target: "culmen_depth_mm",
      trainer: trainers.findFitting("naive-bayes"),
    });
    await expect(asClasses).rejects.toMatchObject({
      hint: expect.stringMatching(/regression trainer/),
    });
    const asNumber = evaluateRun({ ...run, target: "island" });
    await expect(asNumber).rejects.toMatchObject({
      hint: expect.stringMatching(/classification trainer/),
    });
  });
});

describe("the environment in a model file", () => {
  test("states Node, Rookery and the packages that did the work", async () => {
    const input = { ...run, target: "species", features: ["body_mass_g"], datasetVersion: "v" };
    const ours = await fitModel({
      ...input,
      trainer: trainers.findFitting("random-forest"),
      params: { trees: 1 },
    });
    expect(ours.environment).toEqual({
      node: process.versions.node,
      rookery: expect.stringMatching(/^\d+\.\d+\.\d+/),
      libraries: {},
    });
    const theirs = await fitModel({
      ...input,
      trainer: trainers.findFitting("logistic-regression"),
    });
    expect(theirs.environment?.libraries).toEqual({ "ml-logistic-regression": "2.0.0" });
  });

  test("may be missing, as in files of before", async () => {
    const { environment, ...older } = await fitModel({ ...run, datasetVersion: "v" });
    expect(environment).toBeDefined();
    expect(decodeModel(JSON.stringify(older), trainers)).toEqual(older);
  });
});
