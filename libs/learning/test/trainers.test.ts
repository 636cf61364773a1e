import { describe, expect, test } from "vitest";
import { makeTask, predictTask } from "../src/trainers/checks/make-task.ts";
import { naiveBayes } from "../src/trainers/naive-bayes.ts";
import { kNearestNeighboursRegression } from "../src/trainers/neighbours/k-nearest-neighbours.ts";
import { compileState } from "../src/trainers/trainer.ts";
import { decisionTree, decisionTreeRegression } from "../src/trainers/trees/decision-tree.ts";
import { randomForest } from "../src/trainers/trees/random-forest.ts";
import type { Trees } from "../src/trainers/trees/tree.ts";

describe("trees of a damaged file", () => {
  const task = makeTask(3);
  const params = decisionTree.parameters.parse({});
  const shape = { columns: 2, classCount: 3 };
  const damaged = async (change: (tree: Trees["trees"][0]) => void) => {
    const state = await decisionTree.fit({ ...task, params, seed: 1 });
    change(state.trees[0]);
    return () => decisionTree.compile(state, shape);
  };

  test.each<[string, (tree: Trees["trees"][0]) => void]>([
    ["a child before its parent", (tree) => (tree.rights[0] = 0)],
    ["a child beyond the tree", (tree) => (tree.rights[0] = tree.columns.length)],
    ["a right child in the place of the left one", (tree) => (tree.rights[0] = 1)],
    ["a column nobody has", (tree) => (tree.columns[0] = 2)],
    ["a threshold too few", (tree) => tree.thresholds.pop()],
    ["an answer too few", (tree) => tree.leaves.pop()],
    ["a leaf without rows", (tree) => tree.leaves.fill(0)],
    ["no leaf at the end", (tree) => (tree.columns[tree.columns.length - 1] = 0)],
  ])("are refused for %s", async (_, change) => {
    expect(await damaged(change)).toThrow(RangeError);
  });
});

describe("trees", () => {
  const task = makeTask(3);
  const fit = (params: Record<string, unknown>, seed = 1) =>
    randomForest.fit({ ...task, params: randomForest.parameters.parse(params), seed }) as Trees;

  test("of a longer forest begin with those of a shorter one", () => {
    expect(fit({ trees: 9 }).trees.slice(0, 4)).toEqual(fit({ trees: 4 }).trees);
    expect(fit({ trees: 4 }, 2).trees).not.toEqual(fit({ trees: 4 }).trees);
  });

  test("keep to maxDepth and minSamplesLeaf", () => {
    const params = decisionTree.parameters.parse({ maxDepth: 1 });
    const stump = decisionTree.fit({ ...task, params, seed: 1 }) as Trees;
    expect(stump.trees[0].columns).toHaveLength(3);
    const { trees } = fit({ trees: 5, minSamplesLeaf: 8 });
    for (const { leaves } of trees) {
      for (let i = 0; i < leaves.length; i += 3) {
        expect(leaves[i] + leaves[i + 1] + leaves[i + 2]).toBeGreaterThanOrEqual(8);
      }
    }
  });

  test("that agree are certain, and never more than that", () => {
    const params = decisionTree.parameters.parse({});
    const single = decisionTree.fit({ ...task, params, seed: 1 }) as Trees;
    const shape = { columns: 2, classCount: 3 };
    for (const count of [49, 100, 200]) {
      const agreeing = { ...single, trees: Array.from({ length: count }, () => single.trees[0]) };
      const classify = randomForest.compile(agreeing, shape);
      const probabilities = new Float64Array(3);
      const label = classify(task.features.subarray(0, 2), probabilities);
      expect(probabilities[label]).toBe(1);
    }
  });

  test("without limits tell all rows apart", () => {
    const { labels, targets } = makeTask(2);
    const rows = 3000;
    const features = Float64Array.from({ length: rows * 2 }, (_, i) => Math.sin(i * i + 1));
    const input = {
      features,
      rows,
      columns: 2,
      labels: Int32Array.from({ length: rows }, (_, row) =>
        features[row * 2] * features[row * 2 + 1] > 0 ? 1 : labels[0],
      ),
      classCount: 2,
      targets: Float64Array.from({ length: rows }, (_, row) => features[row * 2] + targets[0]),
      params: decisionTree.parameters.parse({}),
      seed: 1,
    };
    const classes = compileState(decisionTree, decisionTree.fit(input), input);
    expect(predictTask(classes, features)).toEqual([...input.labels]);
    const numbers = compileState(decisionTreeRegression, decisionTreeRegression.fit(input), input);
    expect(predictTask(numbers, features)).toEqual([...input.targets]);
  });

  test("split where no single column gains anything", () => {
    const xor = {
      features: Float64Array.of(0, 0, 0, 1, 1, 0, 1, 1),
      rows: 4,
      columns: 2,
      labels: Int32Array.of(0, 1, 1, 0),
      classCount: 2,
      params: decisionTree.parameters.parse({}),
      seed: 1,
    };
    const compiled = compileState(decisionTree, decisionTree.fit(xor), xor);
    expect(predictTask(compiled, xor.features)).toEqual([0, 1, 1, 0]);
  });
});

test("distance-weighted neighbours at the very place count alone", async () => {
  const params = kNearestNeighboursRegression.parameters.parse({ weights: "distance" });
  const task = makeTask(0);
  const state = await kNearestNeighboursRegression.fit({ ...task, params, seed: 1 });
  const compiled = compileState(kNearestNeighboursRegression, state, task);
  const answers = predictTask(compiled, task.features);
  for (const [i, answer] of answers.entries()) expect(answer).toBeCloseTo(task.targets[i], 12);
});

test("naive Bayes takes more columns than a call takes arguments", async () => {
  const columns = 200_000;
  const features = Float64Array.from({ length: 2 * columns }, (_, i) => i % 7);
  const labels = Int32Array.of(0, 1);
  const params = naiveBayes.parameters.parse({});
  const input = { features, rows: 2, columns, labels, classCount: 2, params, seed: 1 };
  expect((await naiveBayes.fit(input)).means[0]).toHaveLength(columns);
});
