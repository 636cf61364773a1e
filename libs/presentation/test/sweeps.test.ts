import { attemptStates, runStates, type SweepProgress, sweepStates } from "@rookery/contracts";
import { expect, test } from "vitest";
import {
  aboutMissingIndicators,
  aboutPruners,
  aboutSamplers,
  aboutUnknownCategories,
  describeCategories,
  describeEstimate,
  describeMissing,
  describeParam,
  describeProgress,
  describePromotionRule,
  describeSearch,
  describeSpec,
  describeTaken,
  describeValidation,
  describeWarning,
  formatLeft,
  formatTook,
  listProgress,
  listTags,
  toneOf,
} from "../src/index.ts";

const progress: SweepProgress = {
  total: 1_200,
  queued: 1_180,
  running: 2,
  succeeded: 10,
  pruned: 3,
  failed: 2,
  timedOut: 1,
  cancelled: 0,
  lost: 2,
};

test("the time left is told as the server knows it, and never as nothing at all", () => {
  const said = [null, 0, 999, 67_000, 2_038_000].map((etaMs) => formatLeft({ etaMs }));
  expect(said).toEqual([null, "a moment", "a moment", "about 1 min 5 s", "about 34 min"]);
  expect([null, 4_200].map((tookMs) => formatTook({ tookMs }))).toEqual(["–", "4.2 s"]);
});

test("progress is told in the words of the states", () => {
  expect(describeProgress(progress)).toBe(
    "1,200, 10 succeeded, 3 pruned, 2 failed, 1 timed-out, 2 lost, 2 running, 1,180 queued",
  );
  expect(listProgress(progress).map(({ label, count }) => [label, count])).toEqual([
    ["succeeded", 10],
    ["pruned", 3],
    ["failed", 5],
    ["cancelled", 0],
    ["running", 2],
  ]);
});

test("every state of sweeps, runs and attempts has a tone", () => {
  for (const state of [...sweepStates, ...runStates, ...attemptStates]) {
    expect(toneOf(state), state).toMatch(/^(good|bad|warn|busy|calm)$/);
  }
});

test("a sweep is told in a line: what it learns, and how it searches", () => {
  expect(
    describeSpec({
      trainers: ["logistic-regression", "decision-tree"],
      target: "species",
      dataset: "penguins",
      datasetVersion: 1,
      validation: { kind: "k-fold", folds: 5 },
    }),
  ).toBe("logistic-regression and decision-tree on species of penguins@1, 5-fold cross-validation");
  expect(describeValidation({ kind: "hold-out", fraction: 0.29 })).toBe("29% of the rows held out");
  expect(
    describeSearch({
      sampler: { name: "tpe", startupRuns: 10, candidates: 24, priorWeight: 1 },
      runs: 100,
      pruner: { name: "asha", minResource: 1, reductionFactor: 3, minEarlyStoppingRate: 0 },
    }),
  ).toBe("tpe, 100 runs, pruned by asha");
  expect(describeSearch({ sampler: { name: "grid" }, pruner: { name: "none" } })).toBe("grid");
  expect(describePromotionRule({ rule: "better", margin: 0.01 })).toBe(
    "when better by more than 0.01",
  );
  expect(listTags({ owner: "ann", stage: "" })).toEqual(["owner:ann", "stage:"]);
  expect([aboutSamplers.grid, aboutPruners.none]).toEqual([
    expect.stringContaining("Every combination"),
    expect.stringContaining("Every run"),
  ]);
});

test("an input says what the model makes of missing values", () => {
  const input = { name: "sex", kind: "category" as const, missingSeen: true };
  expect(describeMissing({ ...input, missingIndicator: true })).toBe(
    "seen in training, told apart",
  );
  expect(describeMissing({ ...input, missingSeen: false })).toBe("none in training, filled in");
  expect(aboutMissingIndicators.seen).toContain("told apart");
  const sex = { ...input, missingIndicator: false, categories: ["FEMALE", "MALE"] };
  expect(describeCategories(sex)).toBe("FEMALE, MALE; others are refused");
  expect(describeCategories({ ...sex, unknown: "missing" })).toBe(
    "FEMALE, MALE; others count as missing",
  );
  const values = ["?", "u", "v", "w", "x", "y"];
  expect(describeTaken({ field: "sex", as: "ignore", values, rows: 7 })).toBe(
    'sex: "?", "u", "v", "w", "x" and others in 7 rows was not in training, and is ignored; a sweep\'s unknownCategory decides it',
  );
  expect(aboutUnknownCategories.refuse).toBe("refused");
});

test("parameters of a space are told as people write them", () => {
  expect(describeParam("learningRate", { min: 0.001, max: 0.1, scale: "log", count: 5 })).toBe(
    "learningRate 0.001…0.1 log ×5",
  );
  const when = { trainer: ["random-forest", "decision-tree"] };
  expect(describeParam("depth", { min: 2, max: 16, step: 2, when })).toBe(
    "depth 2…16 step 2 when trainer=random-forest|decision-tree",
  );
  expect(describeParam("bootstrap", { type: "bool" })).toBe("bootstrap {false true}");
  expect(describeParam("kind", { values: ["l1", "l2"] })).toBe("kind {l1 l2}");
  expect(describeParam("steps", 20)).toBe("steps=20");
});

test("a plan says how long, and what looks wrong", () => {
  const estimate = {
    runMs: 2_000,
    threads: 4,
    totalMs: 180_000,
    basis: { kind: "other-datasets" as const, runs: 12 },
  };
  expect(describeEstimate(estimate)).toBe(
    "about 3 min: 2.0 s per run on 4 threads, judged by 12 runs on other datasets",
  );
  expect(describeEstimate({ ...estimate, totalMs: null })).toBe(
    "2.0 s per run, judged by 12 runs on other datasets; no worker is alive to train them",
  );
  expect(
    describeWarning({
      column: "ring",
      kind: "id-like",
      evidence: "60 whole numbers",
      leftOut: true,
    }),
  ).toBe("looks like an id. 60 whole numbers.");
});
