import type { SweepRequest } from "@rookery/contracts";
import { fieldsOf, readProblem } from "@rookery/test";
import { beforeAll, describe, expect, test } from "vitest";
import { penguins, uploadCsv } from "./upload.ts";
import { useOrchestrator } from "./use-orchestrator.ts";

const running = useOrchestrator();
const request: SweepRequest = {
  dataset: "penguins",
  target: "species",
  space: { learningRate: { values: [0.01, 0.001] }, steps: { values: [10, 20, 30] } },
};

const post = (payload: unknown, url = "/sweeps") =>
  running.app.inject({
    method: "POST",
    url,
    headers: { "content-type": "application/json" },
    payload: typeof payload === "string" ? payload : JSON.stringify(payload),
  });

async function countWritten() {
  const { rows } = await running.database.pool.query(
    `select (select count(*)::int from rookery.sweeps) as sweeps,
            (select count(*)::int from rookery.runs) as runs,
            (select count(*)::int from rookery.experiments) as experiments,
            (select count(*)::int from bullmq.job) as jobs`,
  );
  return rows[0];
}

beforeAll(async () => {
  await uploadCsv(running.app, "penguins", penguins);
  await uploadCsv(running.app, "lonely", "only\nx\ny\n");
  await uploadCsv(running.app, "constant", `label,value\n${"same,1\n".repeat(20)}`);
});

describe("a launched sweep", () => {
  test("answers 201 with its address, and its runs keep the order of the space", async () => {
    const launched = await post({
      ...request,
      space: { steps: { values: [20, 10] }, learningRate: { values: [0.01, 0.001] } },
    });
    expect(launched.statusCode, launched.body).toBe(201);
    const sweep = launched.json();
    expect(launched.headers.location).toBe(`/sweeps/${sweep.id}`);
    expect(sweep).toMatchObject({ state: "running", progress: { total: 4, queued: 4 } });
    const { items } = (await running.app.inject(`/sweeps/${sweep.id}/runs`)).json();
    expect(items.map((run: { params: object }) => JSON.stringify(run.params))).toEqual([
      '{"learningRate":0.01,"steps":20}',
      '{"learningRate":0.001,"steps":20}',
      '{"learningRate":0.01,"steps":10}',
      '{"learningRate":0.001,"steps":10}',
    ]);
    expect(Object.keys(sweep.spec.space)).toEqual(["steps", "learningRate"]);
  });

  test("carries its tags and description beside the spec, which stays as it is", async () => {
    const notes = { tags: { owner: "ann" }, description: "why" };
    const { tags, description, spec } = (await post({ ...request, ...notes })).json();
    expect({ tags, description }).toEqual(notes);
    expect(Object.keys(spec)).not.toEqual(expect.arrayContaining(["tags"]));
    const refused = readProblem(await post({ ...request, tags: { "a:b": "c" } }));
    expect([refused.status, fieldsOf(refused)]).toEqual([400, ["tags.a:b"]]);
  });

  test("fills in every default", async () => {
    const { spec } = (await post(request)).json();
    expect(spec).toMatchObject({
      datasetVersion: 1,
      features: [
        "island",
        "culmen_length_mm",
        "culmen_depth_mm",
        "flipper_length_mm",
        "body_mass_g",
        "sex",
      ],
      trainers: ["logistic-regression"],
      objective: { metric: "accuracy", direction: "maximize" },
      validation: { kind: "k-fold", folds: 5 },
      model: "penguins",
      alias: "champion",
      name: "penguins logistic-regression",
    });
  });

  test("minimizes a metric whose smaller values are better", async () => {
    const { spec } = (await post({ ...request, objective: { metric: "log_loss" } })).json();
    expect(spec.objective).toEqual({ metric: "log_loss", direction: "minimize" });
  });

  test("may use parameters the trainer has defaults for", async () => {
    const { id } = (await post({ ...request, space: {} })).json();
    const { items } = (await running.app.inject(`/sweeps/${id}/runs`)).json();
    expect(items).toHaveLength(1);
    expect(items[0].params).toEqual({ learningRate: 0.01, steps: 500 });
  });
});

describe("a dry run", () => {
  test("answers the exact count and the first combinations, and writes nothing", async () => {
    const before = await countWritten();
    const space = { learningRate: 0.01, steps: { type: "int", min: 1, max: 1_000 } };
    const answer = await post({ ...request, space }, "/sweeps?dryRun=true");
    expect(answer.statusCode).toBe(200);
    const plan = answer.json();
    expect(plan.runCount).toBe(1_000);
    expect(plan.firstCombinations).toHaveLength(10);
    expect(plan.firstCombinations[0]).toEqual({ learningRate: 0.01, steps: 1 });
    expect(plan.spec.model).toBe("penguins");
    expect(await countWritten()).toEqual(before);
  });

  test("counts combinations that come out equal once", async () => {
    // Neighbours so close that they are one number.
    const learningRate = { min: 1, max: 1.0000000000000002, count: 5 };
    const answer = await post({ ...request, space: { learningRate } }, "/sweeps?dryRun=true");
    expect(
      answer.json().firstCombinations.map((one: { learningRate: number }) => one.learningRate),
    ).toEqual([1, 1.0000000000000002]);
    expect(answer.json().runCount).toBe(2);
  });

  test("without test rows is refused under the rule that compares on them, and only there", async () => {
    const plan = (more: object) => post({ ...request, ...more }, "/sweeps?dryRun=true");
    const refused = readProblem(await plan({ testFraction: 0 }));
    expect(refused).toMatchObject({ status: 422, code: "sweep-invalid" });
    expect(refused.hint).toContain("`always` or `never`");
    expect(fieldsOf(refused)).toEqual(["testFraction"]);
    for (const rule of ["always", "never"]) {
      const taken = await plan({ testFraction: 0, promotion: { rule } });
      expect(taken.statusCode, taken.body).toBe(200);
    }
  });

  test("takes 100,000 combinations and not one more", async () => {
    const steps = { type: "int", min: 1, max: 10_000 };
    const rates = (count: number) => ({ min: 0.001, max: 0.1, count });
    const most = await post(
      { ...request, space: { steps, learningRate: rates(10) } },
      "/sweeps?dryRun=true",
    );
    expect(most.json().runCount).toBe(100_000);
    const more = await post(
      { ...request, space: { steps, learningRate: rates(11) } },
      "/sweeps?dryRun=true",
    );
    expect(readProblem(more)).toMatchObject({ status: 422, code: "sweep-invalid" });
    expect(fieldsOf(readProblem(more))).toEqual(["space"]);
  });

  test("refuses what a launch would refuse", async () => {
    const answer = await post({ ...request, target: "weight" }, "/sweeps?dryRun=true");
    expect(readProblem(answer).status).toBe(422);
  });
});

describe("a sweep that cannot run is refused up front, with nothing written:", () => {
  const raw = (change: string) =>
    JSON.stringify(request).replace('"dataset"', `${change},"dataset"`);

  test.each<[string, unknown, number, string[]]>([
    ["unknown dataset", { ...request, dataset: "whales" }, 404, []],
    ["unknown version", { ...request, datasetVersion: 7 }, 404, []],
    ["endless version", { ...request, datasetVersion: 2 ** 31 }, 400, ["datasetVersion"]],
    ["unknown target", { ...request, target: "weight" }, 422, ["target"]],
    ["unknown feature", { ...request, features: ["sex", "age"] }, 422, ["features[1]"]],
    ["target as feature", { ...request, features: ["sex", "species"] }, 422, ["features[1]"]],
    ["a feature twice", { ...request, features: ["sex", "sex"] }, 422, ["features[1]"]],
    ["no feature", { ...request, features: [] }, 400, ["features"]],
    ["no other column", { ...request, dataset: "lonely", target: "only" }, 422, ["features"]],
    ["one class only", { ...request, dataset: "constant", target: "label" }, 422, ["target"]],
    ["a measure as target", { ...request, target: "culmen_length_mm" }, 422, ["target"]],
    ["unknown trainer", { ...request, trainer: "forest" }, 422, ["trainer"]],
    ["unknown sampler", { ...request, sampler: { name: "luck" } }, 400, ["sampler.name"]],
    ["unknown metric", { ...request, objective: { metric: "f2" } }, 422, ["objective.metric"]],
    [
      "more folds than rows of a class",
      {
        ...request,
        dataset: "constant",
        target: "label",
        validation: { kind: "k-fold", folds: 50 },
      },
      422,
      ["target"],
    ],
    ["folds", { ...request, validation: { kind: "k-fold", folds: 51 } }, 400, ["validation.folds"]],
    ["validation", { ...request, validation: { kind: "loo" } }, 400, ["validation.kind"]],
    ["test fraction", { ...request, testFraction: 1 }, 400, ["testFraction"]],
    ["learning rate", { ...request, space: { learningRate: -1 } }, 422, ["space.learningRate"]],
    ["steps", { ...request, space: { steps: 1.5 } }, 422, ["space.steps"]],
    ["text for a number", { ...request, space: { steps: "many" } }, 422, ["space.steps"]],
    ["NaN as text", { ...request, space: { learningRate: "NaN" } }, 422, ["space.learningRate"]],
    ["unknown parameter", { ...request, space: { depth: 3 } }, 422, ["space.depth"]],
    ["no values", { ...request, space: { steps: { values: [] } } }, 400, ["space.steps.values"]],
    [
      "a value twice",
      { ...request, space: { steps: { values: [1, 2, 1] } } },
      400,
      ["space.steps.values[2]"],
    ],
    [
      "null value",
      { ...request, space: { steps: { values: [null] } } },
      400,
      ["space.steps.values[0]"],
    ],
    [
      "continuous range",
      { ...request, space: { learningRate: { min: 0.1, max: 1 } } },
      422,
      ["space.learningRate.step"],
    ],
    [
      "range upside down",
      { ...request, space: { steps: { type: "int", min: 5, max: 1 } } },
      400,
      ["space.steps.max"],
    ],
    [
      "tiny steps",
      { ...request, space: { learningRate: { min: 0.1, max: 1, step: 1e-300 } } },
      422,
      ["space"],
    ],
    [
      "a range with a typo",
      { ...request, space: { steps: { min: 1, max: 2, stp: 1 } } },
      400,
      ["space.steps.stp"],
    ],
    ["extra field", { ...request, foo: 1 }, 400, ["foo"]],
    ["extra nested field", { ...request, sampler: { name: "grid", foo: 1 } }, 400, ["sampler.foo"]],
    ["a control character in the name", { ...request, name: "a\u0000b" }, 400, ["name"]],
    ["half a surrogate pair in the name", { ...request, name: "\ud800" }, 400, ["name"]],
    ["half a surrogate pair", { ...request, experiment: "a\udc00" }, 400, ["experiment"]],
    [
      "NUL in a constraint",
      { ...request, constraints: ['"\u0000" != "a"'] },
      400,
      ["constraints[0]"],
    ],
    [
      "half a surrogate pair in a constraint",
      { ...request, constraints: ['"\ud800" != "a"'] },
      400,
      ["constraints[0]"],
    ],
    [
      "NUL in a value",
      { ...request, space: { steps: 10, learningRate: { values: ["a\u0000"] } } },
      400,
      ["space.learningRate.values[0]"],
    ],
    ["an alias that reads as a version", { ...request, alias: "v3" }, 400, ["alias"]],
    ["a path as model", { ...request, model: "../x" }, 400, ["model"]],
    ["no dataset", { target: "species", space: {} }, 400, ["dataset"]],
    ["an array", [], 400, ["body"]],
    ["NaN", raw('"seed":NaN'), 400, []],
    ["infinity", raw('"seed":1e999'), 400, ["seed"]],
    ["prototype key", raw('"__proto__":{"a":1}'), 400, []],
    [
      "prototype key in the space",
      JSON.stringify(request).replace('"steps"', '"__proto__"'),
      400,
      [],
    ],
    ["reserved parameter", { ...request, space: { constructor: 1 } }, 400, ["space.constructor"]],
    ["nothing", "", 400, ["body"]],
  ])("%s", async (_title, payload, status, fields) => {
    const before = await countWritten();
    const answer = await post(payload);
    const problem = readProblem(answer);
    expect([problem.status, fieldsOf(problem)], answer.body).toEqual([status, fields]);
    expect(await countWritten()).toEqual(before);
  });

  test("and the message names a metric, trainer or sampler that would do", async () => {
    const metric = readProblem(await post({ ...request, objective: { metric: "f2" } }));
    expect(metric.hint).toContain("log_loss");
    const trainer = readProblem(await post({ ...request, trainer: "forest" }));
    expect(trainer.issues?.[0]?.message).toContain("logistic-regression");
    const dataset = readProblem(await post({ ...request, dataset: "whales" }));
    expect(dataset.hint).toContain("penguins");
  });
});
