import { SweepSpec } from "@rookery/contracts";
import { listenHttp } from "@rookery/runtime";
import { readProblem } from "@rookery/test";
import { beforeAll, describe, expect, test } from "vitest";
import { createPlanner } from "../src/planning/create-planner.ts";
import { penguins, uploadCsv } from "./upload.ts";
import { openOrchestrator, useOrchestrator } from "./use-orchestrator.ts";

const minutes = 60_000;
const running = useOrchestrator({ planBudgetMs: 60 * minutes });
let url: string;

const small = {
  dataset: "penguins",
  target: "species",
  space: { steps: { values: [10, 20, 30] } },
};

/** Constraints of nearly 500 characters each, as many as asked for, that every combination meets. */
const listLong = (count: number) =>
  Array.from({ length: count }, (_, n) =>
    Array.from({ length: 13 }, (_, term) => `steps + learningRate * ${n}.${term} > 0.0`).join(
      " && ",
    ),
  );

/** Takes minutes on any machine: one draw in sixty will do, and a hundred thousand are wanted. */
const endless = {
  ...small,
  sampler: { name: "random" },
  runs: 100_000,
  space: { learningRate: { min: 0.001, max: 1 }, steps: { type: "int", min: 1, max: 1000 } },
  constraints: [...listLong(20), "learningRate > 0.5 && steps < 34"],
};

beforeAll(async () => {
  await uploadCsv(running.app, "penguins", penguins);
  url = await listenHttp(running.app, { host: "127.0.0.1", port: 0 });
});

const plan = (request: unknown, signal?: AbortSignal) =>
  fetch(`${url}/sweeps?dryRun=true`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(request),
    ...(signal && { signal }),
  });

test("a server that plans for minutes answers others all the while, and stops when those who asked have left", async () => {
  const leave = new AbortController();
  let ended = 0;
  const plans = [1, 2].map((seed) =>
    plan({ ...endless, seed }, leave.signal)
      .catch(() => {})
      .finally(() => {
        ended += 1;
      }),
  );
  for (let asked = 0; asked < 50; asked += 1) {
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
  }
  const waiting = plan(small);
  expect(ended).toBe(0);

  leave.abort();
  await Promise.all(plans);
  expect(await (await waiting).json()).toMatchObject({ runCount: 3 });
});

test("a plan that takes longer than it may is refused with the limit", async () => {
  const hasty = await openOrchestrator(running, { planBudgetMs: 1 });
  const answer = await hasty.inject({
    method: "POST",
    url: "/sweeps?dryRun=true",
    payload: { ...endless, seed: 4 },
  });
  expect(answer.statusCode).toBe(422);
  expect(readProblem(answer)).toMatchObject({
    code: "sweep-invalid",
    detail: expect.stringContaining("takes longer than 0.001 s"),
    hint: expect.stringContaining("fewer runs"),
  });
});

test("a grid with long constraints is refused before anything is gone through", async () => {
  const answer = await plan({
    ...small,
    space: {
      steps: { type: "int", min: 1, max: 490 },
      learningRate: { min: 0.01, max: 1, count: 500 },
    },
    constraints: listLong(20),
  });
  expect(answer.status).toBe(422);
  expect(await answer.json()).toMatchObject({
    issues: [
      {
        field: "space",
        message: expect.stringMatching(
          /shorter constraints: .* of 2060 names, .* at most 121359 combinations/,
        ),
      },
    ],
  });
});

describe("a planner", () => {
  /** A spec with all defaults filled in. */
  async function readSpec(): Promise<SweepSpec> {
    const answer = await running.app.inject({
      method: "POST",
      url: "/sweeps?dryRun=true",
      payload: small,
    });
    return SweepSpec.parse(answer.json().spec);
  }

  test("remembers what it planned", async () => {
    const spec = await readSpec();
    const planner = createPlanner(running);
    try {
      const draw = await planner.draw(spec);
      expect([...draw.combinations.values()].map(({ steps }) => steps)).toEqual([10, 20, 30]);
      expect(await planner.draw({ ...spec, name: "another name" })).toBe(draw);
      expect(await planner.draw({ ...spec, seed: spec.seed + 1 })).not.toBe(draw);
    } finally {
      await planner.close();
    }
  });

  test("that closes ends what it plans, and says why", async () => {
    const { space, constraints, runs } = endless;
    const spec = SweepSpec.parse({
      ...(await readSpec()),
      ...{ space, constraints, runs, sampler: endless.sampler },
    });
    const planner = createPlanner({ ...running, planBudgetMs: 60 * minutes });
    const stopped = { code: "unavailable", message: "The server is being stopped." };
    const drawn = expect(planner.draw(spec)).rejects.toMatchObject(stopped);
    await planner.close();
    await drawn;
    await expect(planner.draw(spec)).rejects.toMatchObject(stopped);
  });
});
