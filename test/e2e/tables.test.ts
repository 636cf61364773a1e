import { decodeMetric, type SweepRequest } from "@rookery/contracts";
import { readTestTable, type TestTable, testTables } from "@rookery/test";
import { beforeAll, describe, expect, test } from "vitest";
import { runSweep } from "./support/penguins.ts";
import { makeRookeryHome } from "./support/rookery-home.ts";
import { useStage } from "./support/stage.ts";
import { type Embedded, startEmbedded } from "./support/start-embedded.ts";

interface Journey {
  table: TestTable;
  request: Omit<SweepRequest, "dataset" | "target">;
  runs: number;
  /** What the champion must reach on rows no run has seen; a model that has learnt nothing does not. */
  floor: { metric: string; value: number };
  row: Record<string, unknown>;
}

const journeys: Record<string, Journey> = {
  "weather: three trainers in one space, searched by TPE": {
    table: testTables.weather,
    request: {
      trainer: ["random-forest", "decision-tree", "logistic-regression-lbfgs"],
      sampler: { name: "tpe", startupRuns: 6 },
      runs: 16,
      features: ["date", "precipitation", "temp_max", "temp_min", "wind"],
      space: {
        trees: { type: "int", min: 5, max: 30, when: { trainer: "random-forest" } },
        maxDepth: {
          type: "int",
          min: 2,
          max: 12,
          when: { trainer: ["random-forest", "decision-tree"] },
        },
        c: { min: 0.01, max: 100, scale: "log", when: { trainer: "logistic-regression-lbfgs" } },
      },
      validation: { kind: "k-fold", folds: 3 },
      keepModels: "best",
    },
    runs: 16,
    floor: { metric: "accuracy", value: 0.7 },
    row: { date: "2015-07-01", precipitation: 0, temp_max: 32.2, temp_min: 17.2, wind: 4.3 },
  },
  "wine: decimal commas, neighbours, a quasi-random search with a constraint": {
    table: testTables.wine,
    request: {
      trainer: "k-nearest-neighbours",
      sampler: { name: "quasi-random" },
      runs: 8,
      features: ["Alkohol", "Flavonoide", "Farbintensität", "Prolin"],
      space: {
        neighbours: { type: "int", min: 1, max: 15 },
        weights: { values: ["uniform", "distance"] },
      },
      constraints: ["neighbours <= 12"],
    },
    runs: 8,
    floor: { metric: "accuracy", value: 0.85 },
    row: { Alkohol: 13.2, Flavonoide: 2.76, Farbintensität: 4.38, Prolin: 1050 },
  },
  "gapminder: regression over two trainers, known combinations first, then at random": {
    table: testTables.gapminder,
    request: {
      trainer: ["ridge", "random-forest-regression"],
      sampler: { name: "random" },
      runs: 10,
      features: testTables.gapminder.features,
      tryFirst: [
        { trainer: "ridge", alpha: 1 },
        { trainer: "random-forest-regression", trees: 20 },
      ],
      space: {
        alpha: { min: 0.001, max: 100, scale: "log", when: { trainer: "ridge" } },
        trees: { type: "int", min: 5, max: 30, when: { trainer: "random-forest-regression" } },
      },
      validation: { kind: "k-fold", folds: 3 },
    },
    runs: 10,
    floor: { metric: "r2", value: 0.7 },
    row: { year: "1990-01-01", cluster: "region 3", pop: 30_000_000, fertility: 2.9 },
  },
  "birdstrikes: Parquet with dates and nulls, forests pruned by successive halving": {
    table: testTables.birdstrikes,
    request: {
      trainer: "random-forest",
      sampler: { name: "random" },
      pruner: { name: "asha" },
      runs: 9,
      features: testTables.birdstrikes.features,
      space: {
        trees: { type: "int", min: 5, max: 20 },
        maxDepth: { type: "int", min: 2, max: 10 },
      },
      validation: { kind: "k-fold", folds: 3 },
    },
    runs: 9,
    floor: { metric: "roc_auc", value: 0.55 },
    row: {
      flight_date: "1995-05-01",
      phase_of_flight: "Climb",
      time_of_day: "Day",
      speed_ias_in_knots: 140,
    },
  },
};

const stage = useStage();
let rookery: Embedded;

beforeAll(async () => {
  rookery = await startEmbedded(stage, await makeRookeryHome(stage.cleanup));
});

describe.each(Object.entries(journeys))("%s", (_, { table, request, runs, floor, row }) => {
  test("goes from the file to a prediction", async () => {
    const { client, inference } = rookery;
    const { name, fileName, target, task } = table;
    const file = new Blob([await readTestTable(table)]);
    const version = await client.datasets.import(file, { name, fileName });
    expect(version).toMatchObject({ dataset: name, version: 1, rows: table.rows });

    const { sweep } = await runSweep(client, { dataset: name, target, ...request });
    expect(await listErrors(sweep.id)).toEqual([]);
    expect(sweep).toMatchObject({ state: "succeeded", error: null });
    const { succeeded, pruned } = sweep.progress;
    expect(succeeded + pruned).toBe(runs);
    expect(sweep.outcome).toMatchObject({
      model: name,
      version: 1,
      promotion: { alias: "champion", outcome: "promoted" },
    });
    const measured = sweep.outcome?.testMetrics[floor.metric];
    expect(decodeMetric(measured ?? "NaN")).toBeGreaterThan(floor.value);
    expect(sweep.best?.params).toEqual((await client.runs.get(sweep.best?.id ?? "")).params);

    const answer = await inference.predict({ model: name, rows: [row] });
    expect(answer).toMatchObject({ model: name, version: 1, predictions: [expect.anything()] });
    const [prediction] = answer.predictions;
    if (task === "regression") expect(prediction).toEqual({ prediction: expect.any(Number) });
    else expect(prediction).toMatchObject({ label: expect.any(String), probabilities: {} });
  });
});

async function listErrors(sweepId: string): Promise<string[]> {
  const { client } = rookery;
  const { items } = await client.sweeps.runs(sweepId, { state: "failed" });
  const runs = await Promise.all(items.map(({ id }) => client.runs.get(id)));
  return runs.map(
    ({ params, error }) => `${JSON.stringify(params)} ${error?.code} ${error?.message}`,
  );
}
