import { expect, test } from "vitest";
import { measureRegression } from "../src/evaluate/regression-metrics.ts";
import { compileState, type Trainer } from "../src/trainers/trainer.ts";
import { decisionTreeRegression } from "../src/trainers/trees/decision-tree.ts";
import { randomForest, randomForestRegression } from "../src/trainers/trees/random-forest.ts";
import { readFixture } from "./penguins.ts";

interface Luck {
  mean: number;
  deviation: number;
}
interface TiedTable {
  features: number[][];
  heldOut: number[];
  forest: Luck;
}
interface Fixture {
  counties: TiedTable & { targets: number[]; tree: Luck };
  visits: TiedTable & { labels: number[] };
}

const { counties, visits } = readFixture<Fixture>("ties.json");
const seeds = Array.from({ length: 20 }, (_, seed) => seed);

/** The mean over many seeds, in scikit-learn's deviations from its own mean. */
async function measureDistance(score: (seed: number) => Promise<number>, luck: Luck) {
  const found = await Promise.all(seeds.map(score));
  const mean = found.reduce((sum, each) => sum + each, 0) / found.length;
  return Math.abs(mean - luck.mean) / luck.deviation;
}

/** The predictions of the held-out rows: of numbers or, with two classes, the class. */
async function predict(
  trainer: Trainer,
  { features, heldOut }: TiedTable,
  [answers, seed]: [number[], number],
) {
  const isHeldOut = new Set(heldOut);
  const training = [...features.keys()].filter((row) => !isHeldOut.has(row));
  const columns = features[0].length;
  const classCount = trainer.task === "classification" ? 2 : 0;
  const known = training.map((row) => answers[row]);
  const state = await trainer.fit({
    features: Float64Array.from(training.flatMap((row) => features[row])),
    rows: training.length,
    columns,
    targets: Float64Array.from(known),
    labels: Int32Array.from(known),
    classCount,
    params: trainer.parameters.parse({}),
    seed,
  });
  const compiled = compileState(trainer, state, { columns, classCount });
  return Float64Array.from(heldOut, (row) => {
    const cells = Float64Array.from(features[row]);
    return compiled.task === "regression"
      ? compiled.estimate(cells)
      : compiled.classify(cells, new Float64Array(classCount));
  });
}

async function r2(trainer: Trainer, seed: number): Promise<number> {
  const predicted = await predict(trainer, counties, [counties.targets, seed]);
  const actual = Float64Array.from(counties.heldOut, (row) => counties.targets[row]);
  return measureRegression({ task: "regression", actual, predicted }).r2;
}

// A mean of 20 seeds differs from a mean of 30 by a third of a deviation at most, nine times in ten.
test("of splits that part the same any may be taken, so trees of few rows are as good as scikit-learn's", async () => {
  const { tree, forest } = counties;
  expect(await measureDistance((seed) => r2(decisionTreeRegression, seed), tree)).toBeLessThan(0.7);
  expect(await measureDistance((seed) => r2(randomForestRegression, seed), forest)).toBeLessThan(
    0.7,
  );
});

test("columns that are constant in a node count as looked at, so forests are as accurate as scikit-learn's", async () => {
  const accuracy = async (seed: number) => {
    const predicted = await predict(randomForest, visits, [visits.labels, seed]);
    const right = visits.heldOut.filter((row, at) => predicted[at] === visits.labels[row]);
    return right.length / visits.heldOut.length;
  };
  expect(await measureDistance(accuracy, visits.forest)).toBeLessThan(0.7);
});
