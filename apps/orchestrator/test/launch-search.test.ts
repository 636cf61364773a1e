import type { SweepPlan } from "@rookery/contracts";
import { fieldsOf, readProblem } from "@rookery/test";
import { listQueuedRuns } from "@rookery/tracking";
import { beforeAll, describe, expect, test } from "vitest";
import { runSweepToEnd, startTraining } from "./train.ts";
import { penguins, uploadCsv } from "./upload.ts";
import { useOrchestrator } from "./use-orchestrator.ts";

const running = useOrchestrator();
const request = {
  dataset: "penguins",
  target: "species",
  promotion: { rule: "never" as const },
  space: { learningRate: { min: 0.001, max: 0.1, scale: "log" as const }, steps: 40 },
};
const several = {
  ...request,
  trainer: ["logistic-regression", "logistic-regression-lbfgs"],
  space: {
    learningRate: { values: [0.1, 0.2], when: { trainer: "logistic-regression" } },
    c: { values: [0.1, 1, 10], when: { trainer: "logistic-regression-lbfgs" } },
  },
};

beforeAll(async () => {
  await uploadCsv(running.app, "penguins", penguins);
});

const post = (payload: object, url = "/sweeps", headers: Record<string, string> = {}) =>
  running.app.inject({ method: "POST", url, payload, headers });

async function plan(payload: object): Promise<SweepPlan> {
  const answer = await post(payload, "/sweeps?dryRun=true");
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
}

async function launch(payload: object, headers: Record<string, string> = {}) {
  const answer = await post(payload, "/sweeps", headers);
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json();
}

describe("a sweep with a sampler", () => {
  test.each(["random", "quasi-random"])(
    "that does not learn (%s) has all its runs drawn at launch, the same for the same seed",
    async (name) => {
      const asked = { ...request, sampler: { name }, runs: 5, seed: 3 };
      const { firstCombinations, combinationCount } = await plan(asked);
      expect(combinationCount).toBeNull();
      expect(new Set(firstCombinations.map((params) => params.learningRate)).size).toBe(5);
      const { id } = await launch(asked);
      const runs = await listQueuedRuns(running.database, id);
      expect(runs.map(({ params }) => params)).toEqual(firstCombinations);
      const other = await plan({ ...asked, seed: 4 });
      expect(other.firstCombinations).not.toEqual(firstCombinations);
    },
  );

  test("that learns has only those to try first drawn at launch", async () => {
    const known = { learningRate: 0.01, steps: 40 };
    const asked = { ...request, sampler: { name: "tpe" }, runs: 3, tryFirst: [known] };
    expect(await plan(asked)).toMatchObject({ runCount: 3, firstCombinations: [known] });
    const { id } = await launch(asked);
    const runs = await listQueuedRuns(running.database, id);
    expect(runs.map(({ params }) => params)).toEqual([known, {}, {}]);
  });

  test("has no more runs than there are combinations", async () => {
    const space = { steps: { values: [10, 20, 30] }, learningRate: 0.1 };
    for (const name of ["grid", "random", "tpe"]) {
      const asked = { ...request, space, sampler: { name } };
      expect(await plan({ ...asked, runs: 10 })).toMatchObject({
        runCount: 3,
        combinationCount: 3,
      });
      expect(await plan({ ...asked, runs: 2 })).toMatchObject({ runCount: 2 });
    }
  });
});

describe("a sweep over several trainers", () => {
  test("has `trainer` as its first parameter, and of the others those that fit it", async () => {
    const { spec, runCount, firstCombinations } = await plan(several);
    expect(spec.trainers).toEqual(several.trainer);
    expect(Object.keys(spec.space)).toEqual(["trainer", "learningRate", "c"]);
    expect(runCount).toBe(5);
    expect(firstCombinations[0]).toMatchObject({
      trainer: "logistic-regression",
      learningRate: 0.1,
    });
    expect(firstCombinations[2]).toMatchObject({ trainer: "logistic-regression-lbfgs", c: 0.1 });
    expect(firstCombinations[2]).not.toHaveProperty("learningRate");
  });

  test("trains each combination with its own trainer, and registers the winner's", async () => {
    await startTraining(running);
    const sweep = await runSweepToEnd(running, { ...several, keepModels: "best" });
    expect(sweep.progress).toMatchObject({ total: 5, succeeded: 5 });
    const trainer = sweep.best?.params.trainer;
    const version = await running.app.inject("/models/penguins/versions/1");
    expect(version.json().trainer).toBe(trainer);
    expect(version.json().params).not.toHaveProperty("trainer");
  });
});

describe("what was run before", () => {
  test("is counted in a dry run, left out on request, and tells how long a sweep will take", async () => {
    const space = { steps: { values: [41, 42] }, learningRate: { values: [0.1, 0.2] } };
    const smaller = { ...request, space: { ...space, steps: 41 } };
    await runSweepToEnd(running, smaller);

    const { alreadyRun, runCount, estimate } = await plan({ ...request, space });
    expect({ alreadyRun, runCount }).toEqual({ alreadyRun: 2, runCount: 4 });
    expect(estimate?.basis).toMatchObject({ kind: "same-dataset" });
    expect(estimate?.threads).toBe(1);
    expect(estimate?.totalMs).toBeCloseTo(4 * (estimate?.runMs ?? 0));

    const rest = await plan({ ...request, space, skipKnown: true });
    expect(rest.runCount).toBe(2);
    expect(rest.firstCombinations.map(({ steps }) => steps)).toEqual([42, 42]);
    const nothing = readProblem(await post({ ...smaller, skipKnown: true }));
    expect(fieldsOf(nothing)).toEqual(["skipKnown"]);

    const elsewhere = await plan({ ...request, space, seed: 9 });
    expect(elsewhere).toMatchObject({ alreadyRun: 0, runCount: 4 });
    const inOther = await plan({
      ...several,
      trainer: ["logistic-regression", "logistic-regression-lbfgs"],
      space: {
        steps: { values: [41, 42], when: { trainer: "logistic-regression" } },
        ...several.space,
      },
    });
    expect(inOther.alreadyRun).toBeGreaterThanOrEqual(2);
  });

  test("tells nothing about a trainer nobody has measured", async () => {
    await uploadCsv(running.app, "other", penguins);
    const unmeasured = { ...request, trainer: "unmeasured" };
    expect(readProblem(await post(unmeasured, "/sweeps?dryRun=true")).status).toBe(422);
    const scaled = await plan({ ...request, dataset: "other", space: { steps: 10 } });
    expect(scaled.estimate?.basis.kind).toBe("other-datasets");
  });
});

describe("a search that cannot work is refused up front", () => {
  test.each([
    ["no number of runs", { sampler: { name: "random" } }, ["runs"]],
    ["a continuous grid", {}, ["space.learningRate.step"]],
    [
      "a range the trainer refuses at one end",
      { space: { steps: { type: "int", min: 0, max: 50 } }, sampler: { name: "tpe" }, runs: 2 },
      ["space.steps.min"],
    ],
    [
      "a range the trainer refuses at both ends",
      { space: { steps: { min: 0.5, max: 9.5 } }, sampler: { name: "random" }, runs: 2 },
      ["space.steps.min", "space.steps.max"],
    ],
    [
      "a parameter no trainer has",
      { space: { depth: { min: 1, max: 2 } }, sampler: { name: "random" }, runs: 2 },
      ["space.depth"],
    ],
    [
      "a parameter only one of the trainers has",
      { trainer: several.trainer, space: { learningRate: 0.1 } },
      ["space.learningRate"],
    ],
    [
      "a choice of trainers beside its own",
      { ...several, space: { trainer: "ridge" } },
      ["space.trainer"],
    ],
    [
      "sixty parameters that each depend on two others",
      { space: createLattice(60) },
      Array.from({ length: 20 }, (_, index) => `space.p${index}`),
    ],
    [
      "a trainer twice",
      { trainer: ["logistic-regression", "logistic-regression"] },
      ["trainer[1]"],
    ],
    [
      "something to try first that the space does not hold",
      { sampler: { name: "tpe" }, runs: 2, tryFirst: [{ learningRate: 5, steps: 40 }] },
      ["tryFirst[0].learningRate"],
    ],
    [
      "constraints that nothing meets",
      { space: { steps: { values: [10, 20] } }, constraints: ["steps > 30"] },
      ["constraints"],
    ],
  ])("%s", async (_title, changes, fields) => {
    const problem = readProblem(await post({ ...request, ...changes }));
    expect([problem.status, fieldsOf(problem)]).toEqual([422, fields]);
  });
});

/** There are more ways from the last parameter to the first than anybody can go. */
function createLattice(size: number) {
  const names = Array.from({ length: size }, (_, index) => `p${index}`);
  return Object.fromEntries(
    names.map((name, index) => {
      const parents = names.slice(Math.max(0, index - 2), index);
      const when = Object.fromEntries(parents.map((parent) => [parent, true]));
      return [name, index === 0 ? { value: true } : { value: true, when }];
    }),
  );
}

describe("an idempotency key", () => {
  const asked = { ...request, space: { steps: 40 } };

  test("answers the same request with the same sweep, however many come at once", async () => {
    const headers = { "idempotency-key": "nightly-1" };
    const answers = await Promise.all([1, 2, 3].map(() => launch(asked, headers)));
    answers.push(await launch(asked, headers));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect((await launch(asked)).id).not.toBe(answers[0].id);
  });

  test("does not answer for another request", async () => {
    const headers = { "idempotency-key": "nightly-2" };
    await launch(asked, headers);
    const problem = readProblem(await post({ ...asked, seed: 1 }, "/sweeps", headers));
    expect([problem.status, fieldsOf(problem)]).toEqual([409, ["headers.idempotency-key"]]);
  });
});

test("a sweep is cancelled by a request that names the type of a body it does not send", async () => {
  const { id } = await launch({ ...request, space: { steps: { type: "int", min: 1, max: 500 } } });
  const answer = await running.app.inject({
    method: "POST",
    url: `/sweeps/${id}/cancel`,
    headers: { "content-type": "application/json" },
  });
  expect(answer.statusCode, answer.body).toBe(202);
});
