import type { ClassPrediction, ModelFile, Prediction } from "@rookery/contracts";
import { beforeAll, describe, expect, test } from "vitest";
import { evaluateModel } from "../src/evaluate/evaluate-model.ts";
import { encodeRows } from "../src/features/encode-rows.ts";
import { compileModel } from "../src/model/compile-model.ts";
import { compilePredictor, type Predictor } from "../src/model/compile-predictor.ts";
import { fitModel, type ModelInput } from "../src/model/fit-model.ts";
import { decodeModel, encodeModel } from "../src/model/model-codec.ts";
import { inputJsonSchema, readSignature } from "../src/model/read-signature.ts";
import { createTableBuilder } from "../src/tables/create-table-builder.ts";
import { isNumberColumn, type Table } from "../src/tables/table.ts";
import { createTrainers } from "../src/trainers/create-trainers.ts";
import type { Compiled } from "../src/trainers/trainer.ts";
import { penguinFeatures, readPenguins } from "./penguins.ts";

const trainers = createTrainers();

let table: Table;
let model: ModelFile;
let predictor: Predictor;
const gentoo = {
  island: "Biscoe",
  culmen_length_mm: 46.1,
  culmen_depth_mm: 13.2,
  flipper_length_mm: 211,
  body_mass_g: 4500,
  sex: "FEMALE",
};

beforeAll(async () => {
  table = readPenguins();
  model = await fitModel({
    table,
    target: "species",
    features: penguinFeatures,
    trainer: trainers.findFitting("logistic-regression"),
    params: { learningRate: 0.01, steps: 300 },
    testFraction: 0,
    seed: 1,
    datasetVersion: "v1",
  });
  predictor = compilePredictor(decodeModel(encodeModel(model), trainers), trainers);
});

function labelOf(answer: Prediction): string {
  return (answer as ClassPrediction).label;
}

function issuesOf(rows: unknown[]) {
  try {
    predictor.predict(rows);
  } catch (error) {
    expect(error).toMatchObject({ code: "prediction-input-invalid" });
    return (error as { issues: { field: string; message: string; value?: unknown }[] }).issues;
  }
  return [];
}

describe("predicting", () => {
  test("rows as JSON are judged as the same rows in the table", () => {
    const rows = Array.from({ length: table.rowCount }, (_, row) =>
      Object.fromEntries(
        table.columns.map((column) => {
          if (isNumberColumn(column)) {
            const value = column.values[row];
            return [column.name, Number.isNaN(value) ? null : value];
          }
          const code = column.codes[row];
          return [column.name, code < 0 ? null : column.categories[code]];
        }),
      ),
    );
    const { predictions } = predictor.predict(rows);
    const right = predictions.filter((answer, i) => labelOf(answer) === rows[i].species).length;
    const all = Int32Array.from({ length: 344 }, (_, row) => row);
    expect(right / 344).toBe(evaluateModel(model, { trainers, table, rows: all }).metrics.accuracy);
  });

  test("names a probability for every class", () => {
    const { label, probabilities } = predictor.predict([gentoo]).predictions[0] as ClassPrediction;
    expect(label).toBe("Gentoo");
    expect(Object.keys(probabilities)).toEqual(["Adelie", "Chinstrap", "Gentoo"]);
    expect(probabilities.Gentoo).toBeGreaterThan(0.9);
  });

  test("null is filled in as in training", () => {
    const filled = Object.fromEntries(model.features.map(({ name, fill }) => [name, fill]));
    const missing = Object.fromEntries(model.features.map(({ name }) => [name, null]));
    expect(predictor.predict([missing])).toEqual(predictor.predict([filled]));
  });

  test("properties that are no inputs are ignored", () => {
    const extra = JSON.parse(
      JSON.stringify({ ...gentoo, species: "Adelie", note: {} }).replace(
        "{",
        '{"__proto__":{"x":1},',
      ),
    );
    expect(predictor.predict([extra])).toEqual(predictor.predict([gentoo]));
  });

  test("one row's values never reach the next row", () => {
    const dream = { ...gentoo, island: "Dream", sex: null };
    expect(predictor.predict([dream, gentoo]).predictions[1]).toEqual(
      predictor.predict([gentoo]).predictions[0],
    );
  });

  test.each([
    ["island", "Mars", /one of "Biscoe", "Dream", "Torgersen"/],
    ["island", 1, /one of/],
    ["body_mass_g", "4500", /finite number/],
    ["body_mass_g", Number.POSITIVE_INFINITY, /finite number/],
    ["body_mass_g", Number.NaN, /finite number/],
    ["sex", { toString: () => "MALE" }, /one of/],
    ["sex", undefined, /one of/],
  ])("refuses %s = %s", (field, value, message) => {
    expect(issuesOf([gentoo, { ...gentoo, [field]: value }])).toEqual([
      expect.objectContaining({
        field: `rows[1].${field}`,
        message: expect.stringMatching(message),
      }),
    ]);
  });

  test("refuses what is not a plain object", () => {
    const inherited = Object.create(gentoo);
    const issues = issuesOf([null, 3, "x", [gentoo], inherited, new Map()]);
    expect(issues.map(({ field }) => field)).toEqual(
      [0, 1, 2, 3, 4, 5].map((row) => `rows[${row}]`),
    );
  });

  test("a missing field is an error and names never come from the prototype", () => {
    const { sex: _, ...rest } = gentoo;
    expect(issuesOf([rest])).toEqual([expect.objectContaining({ field: "rows[0].sex" })]);
  });

  test("lists at most 20 problems and predicts nothing", () => {
    expect(issuesOf(Array.from({ length: 50 }, () => ({})))).toHaveLength(20);
  });

  test("numbers beyond the model are refused instead of answered with NaN", () => {
    const huge = { ...gentoo, body_mass_g: 1.7e308, culmen_depth_mm: -1.7e308 };
    const [{ weights }] = [model.estimator as { weights: number[][] }];
    const steep = { weights: weights.map((row) => row.map((weight) => weight * 1e10)) };
    const fragile = compilePredictor({ ...model, estimator: steep }, trainers);
    expect(() => fragile.predict([huge])).toThrow(/too large/);
  });

  test("inputs named like prototype members are looked up as own properties", async () => {
    const builder = createTableBuilder([
      { name: "constructor", kind: "category" },
      { name: "y", kind: "category" },
    ]);
    for (let i = 0; i < 8; i++) builder.addRow([i % 2 ? "toString" : "b", i % 2 ? "yes" : "no"]);
    const odd = compilePredictor(
      await fitModel({
        table: builder.build(),
        target: "y",
        features: ["constructor"],
        trainer: trainers.findFitting("logistic-regression"),
        params: {},
        testFraction: 0,
        seed: 1,
        datasetVersion: "v",
      }),
      trainers,
    );
    expect(labelOf(odd.predict([{ constructor: "toString" }]).predictions[0])).toBe("yes");
    expect(() => odd.predict([{}])).toThrow(/missing/);
    expect(() => odd.predict([{ constructor: "valueOf" }])).toThrow(/one of/);
  });
});

describe("a category that training had not", () => {
  const columns = [
    { name: "color", kind: "category" },
    { name: "x", kind: "number" },
    { name: "y", kind: "category" },
  ] as const;
  const cells = [
    ...Array.from({ length: 12 }, (_, i) => {
      const color = [null, "red", "green"][i % 3] as string | null;
      return [color, i, i % 3 === 1 ? "a" : "b"];
    }),
    // A row of the table that no model learns from.
    ["violet", 1, null],
  ];
  const paints = createTableBuilder(columns);
  for (const row of cells) paints.addRow(row);
  const table = paints.build();

  async function fitWith(options: Partial<ModelInput>) {
    const file = await fitModel({
      ...options,
      ...{ table, target: "y", features: ["color", "x"], params: { c: 1 } },
      trainer: trainers.findFitting("logistic-regression-lbfgs"),
      ...{ testFraction: 0, seed: 1, datasetVersion: "v" },
    });
    return decodeModel(encodeModel(file), trainers);
  }
  const predictorOf = async (options: Partial<ModelInput>) =>
    compilePredictor(await fitWith(options), trainers);

  test.each([
    ["refuse", "seen"],
    ["ignore", "seen"],
    ["missing", "seen"],
    ["missing", "never"],
  ] as const)(
    "under `%s`, with missing told apart `%s`, no row of its own table is refused, and serving answers what was measured",
    async (unknownCategory, missingIndicator) => {
      const file = await fitWith({ unknownCategory, missingIndicator });
      const rows = cells.map(([color, x]) => ({ color, x }));
      const { predictions } = compilePredictor(file, trainers).predict(rows);
      const matrix = encodeRows(table, file.features, Int32Array.from(cells.keys()));
      const compiled = compileModel(file, trainers) as Extract<Compiled, { classCount: number }>;
      const measured = new Float64Array(2);
      for (const [row, answer] of predictions.entries()) {
        const { values, columns } = matrix;
        compiled.classify(values.subarray(row * columns, (row + 1) * columns), measured);
        expect((answer as ClassPrediction).probabilities).toEqual({
          a: measured[0],
          b: measured[1],
        });
      }
    },
  );

  test("is none of the known ones under `ignore`, and missing under `missing`, which is told", async () => {
    const purple = { color: "purple", x: 3 };
    const missing = { color: null, x: 3 };
    const ignoring = await predictorOf({ unknownCategory: "ignore", missingIndicator: "seen" });
    const counting = await predictorOf({ unknownCategory: "missing", missingIndicator: "seen" });
    const ignored = ignoring.predict([purple, missing, { color: "mauve", x: 1 }]);
    expect(ignored.predictions[0]).not.toEqual(ignored.predictions[1]);
    expect(ignored.unknown).toEqual([
      { field: "color", as: "ignore", values: ["purple", "mauve"], rows: 2 },
    ]);
    const counted = counting.predict([purple, missing]);
    expect(counted.predictions[0]).toEqual(counted.predictions[1]);
    expect(counted.unknown).toEqual([
      { field: "color", as: "missing", values: ["purple"], rows: 1 },
    ]);
    expect(counting.predict([missing]).unknown).toEqual([]);
    expect(() => ignoring.predict([{ color: 7, x: 3 }])).toThrow(/must be a text or null/i);
  });

  test("refuses its row under `refuse`, and the others of the request if so asked", async () => {
    const refusing = await predictorOf({ unknownCategory: "refuse" });
    const rows = [{ color: "red", x: 1 }, { color: "purple", x: 2 }, 5, { color: "green", x: 3 }];
    expect(() => refusing.predict(rows)).toThrow(/rows\[1\]\.color/);
    const { predictions } = refusing.answer(rows);
    expect(predictions).toEqual([
      refusing.predict([rows[0]]).predictions[0],
      {
        issues: [
          {
            field: "color",
            value: "purple",
            message: 'Must be null or one of "green", "red", "violet"',
          },
        ],
      },
      { issues: [{ field: "", value: 5, message: expect.stringContaining("object") }] },
      refusing.predict([rows[3]]).predictions[0],
    ]);
  });

  test("is named by signature and schema", async () => {
    const [refusing, ignoring] = [
      await fitWith({ unknownCategory: "refuse" }),
      await fitWith({ unknownCategory: "ignore" }),
    ];
    expect(readSignature(refusing).inputs[0]).toMatchObject({ unknown: "refuse" });
    expect(inputJsonSchema(refusing).properties.color?.enum).toEqual([
      ...["green", "red", "violet"],
      null,
    ]);
    expect(readSignature(ignoring).inputs[0]).toMatchObject({
      categories: ["green", "red"],
      unknown: "ignore",
    });
    expect(inputJsonSchema(ignoring).properties.color).toMatchObject({
      type: ["string", "null"],
      examples: ["green", "red"],
    });
  });

  test("is refused by files from before there was a policy", async () => {
    const { features } = await fitWith({});
    expect(features[0]).not.toHaveProperty("unknown");
    const predictor = await predictorOf({});
    expect(() => predictor.predict([{ color: "violet", x: 1 }])).toThrow(/one of "green", "red"/);
  });
});

describe("input signature", () => {
  test("tells what the model asks for", () => {
    expect(readSignature(model).inputs[0]).toEqual({
      name: "culmen_length_mm",
      kind: "number",
      missingSeen: true,
      missingIndicator: false,
    });
    expect(readSignature(model).inputs[4]).toEqual({
      name: "island",
      kind: "category",
      categories: ["Biscoe", "Dream", "Torgersen"],
      unknown: "refuse",
      missingSeen: false,
      missingIndicator: false,
    });
  });

  test("the JSON Schema requires every input and allows null", () => {
    expect(inputJsonSchema(model)).toMatchObject({
      type: "object",
      required: penguinFeatures,
      properties: {
        body_mass_g: { type: ["number", "null"] },
        island: { enum: ["Biscoe", "Dream", "Torgersen", null] },
      },
    });
  });
});

describe("reading a model file", () => {
  test.each<[string, (file: DamagedFile) => void]>([
    ["another format", (file) => (file.format = "rookery-model/2")],
    ["an unknown key", (file) => (file.code = "process.exit()")],
    ["an unknown trainer", (file) => (file.trainer.name = "oracle")],
    ["a weight too few", (file) => file.estimator.weights[1].pop()],
    ["a class too many", (file) => file.classes.push("Emperor")],
    ["a class twice", (file) => (file.classes[0] = file.classes[1])],
    ["a category too many", (file) => file.features[4].categories.push("Mars")],
    ["a fill that is no category", (file) => (file.features[4].fill = "Mars")],
    ["a scale of 0", (file) => (file.features[0].scale = 0)],
    ["a weight that is null", (file) => (file.estimator.weights[0][0] = null)],
    ["an input twice", (file) => (file.features[1].name = file.features[0].name)],
  ])("refuses %s", (_, damage) => {
    const file = JSON.parse(encodeModel(model));
    damage(file);
    expect(() => decodeModel(JSON.stringify(file), trainers)).toThrow(
      expect.objectContaining({ code: "artifact-corrupt" }),
    );
  });

  test("refuses text that is cut off", () => {
    expect(() => decodeModel(encodeModel(model).slice(0, -10), trainers)).toThrow(
      expect.objectContaining({ code: "artifact-corrupt" }),
    );
  });
});

/** A model file as anybody may have changed it. */
interface DamagedFile {
  format: string;
  code?: string;
  trainer: { name: string };
  classes: string[];
  features: { name: string; scale: number; fill: string; categories: string[] }[];
  estimator: { weights: (number | null)[][] };
}
