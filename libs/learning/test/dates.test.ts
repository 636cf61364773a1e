import type { ModelFile } from "@rookery/contracts";
import { beforeAll, describe, expect, test } from "vitest";
import { compilePredictor } from "../src/model/compile-predictor.ts";
import { fitModel } from "../src/model/fit-model.ts";
import { inputJsonSchema } from "../src/model/read-signature.ts";
import { createTableBuilder } from "../src/tables/create-table-builder.ts";
import { parseDate } from "../src/tables/parse-date.ts";
import { createTrainers } from "../src/trainers/create-trainers.ts";

const trainers = createTrainers();

describe("reading a date", () => {
  test.each([
    ["2024-02-29", Date.UTC(2024, 1, 29)],
    ["2024-02-29T12:30", Date.UTC(2024, 1, 29, 12, 30)],
    ["2024-02-29T12:30:05.250", Date.UTC(2024, 1, 29, 12, 30, 5, 250)],
    ["2024-02-29T12:30:00Z", Date.UTC(2024, 1, 29, 12, 30)],
    ["2024-02-29T12:30:00+02:00", Date.UTC(2024, 1, 29, 10, 30)],
    ["2024-02-29T12:30+02:00", Date.UTC(2024, 1, 29, 10, 30)],
    ["2024-02-29T12:30Z", Date.UTC(2024, 1, 29, 12, 30)],
    ["1969-12-31", -86_400_000],
  ])("%s", (text, expected) => {
    expect(parseDate(text)).toBe(expected);
  });

  test.each([
    ...["2023-02-29", "29.02.2024", "2024-2-9", "yesterday", "", 1709164800000, null, {}],
    ...["2024-02-29T24:00Z", "2024-02-29T12:30+25:00", "2024-02-29T12:30:00Z+01:00"],
    ...["2024-02-29T", "2024-02-29TZ", "2023-02-29T12:30Z"],
  ])("%s is none", (value) => {
    expect(parseDate(value)).toBeNaN();
  });
});

describe("a date column", () => {
  const day = (number: number) => Date.UTC(2024, 0, number);
  let model: ModelFile;
  beforeAll(async () => {
    const builder = createTableBuilder([
      { name: "hatched", kind: "date" },
      { name: "season", kind: "category" },
    ]);
    for (let i = 0; i < 60; i++) {
      builder.addRow([i === 7 ? null : day(i + 1), i < 30 ? "winter" : "spring"]);
    }
    model = await fitModel({
      table: builder.build(),
      target: "season",
      features: ["hatched"],
      trainer: trainers.findFitting("logistic-regression-lbfgs"),
      params: {},
      testFraction: 0,
      seed: 1,
      datasetVersion: "v",
    });
  });

  test("is standardised like a number and predicted from ISO 8601 strings", () => {
    expect(model.features[0]).toMatchObject({ kind: "date", missingSeen: true });
    const { predictions: answers } = compilePredictor(model, trainers).predict([
      { hatched: "2024-01-02" },
      { hatched: "2024-02-28T23:00:00+01:00" },
    ]);
    expect(answers).toMatchObject([{ label: "winter" }, { label: "spring" }]);
  });

  test("takes null for a missing date", () => {
    expect(compilePredictor(model, trainers).predict([{ hatched: null }]).predictions).toHaveLength(
      1,
    );
  });

  test.each(["2024-02-30", 1_704_067_200_000, "01/02/2024", undefined])("refuses %s", (hatched) => {
    expect(() => compilePredictor(model, trainers).predict([{ hatched }])).toThrow(
      expect.objectContaining({
        code: "prediction-input-invalid",
        issues: [
          expect.objectContaining({
            field: "rows[0].hatched",
            message: expect.stringMatching(/ISO 8601/),
          }),
        ],
      }),
    );
  });

  test("is a string in the JSON Schema", () => {
    expect(inputJsonSchema(model)).toMatchObject({
      properties: { hatched: { type: ["string", "null"] } },
    });
  });
});
