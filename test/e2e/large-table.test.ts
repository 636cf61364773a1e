import { beforeAll, expect, test } from "vitest";
import { runSweep } from "./support/penguins.ts";
import { makeRookeryHome } from "./support/rookery-home.ts";
import { useStage } from "./support/stage.ts";
import { type Embedded, startEmbedded } from "./support/start-embedded.ts";

const stage = useStage();
const rowCount = 200_000;
let rookery: Embedded;

beforeAll(async () => {
  rookery = await startEmbedded(stage, await makeRookeryHome(stage.cleanup));
  const file = new Blob(["a,b,c,is_above\n", ...makeLines()]);
  const version = await rookery.client.datasets.import(file, {
    name: "large",
    fileName: "large.csv",
  });
  expect(version.rows).toBe(rowCount);
});

const request = {
  dataset: "large",
  target: "is_above",
  validation: { kind: "hold-out", fraction: 0.2 },
} as const;

test("a large table goes from the upload to a prediction within the memory of its runs", async () => {
  const { client, inference } = rookery;
  const { sweep } = await runSweep(client, {
    ...request,
    trainer: "logistic-regression-lbfgs",
    space: { c: { values: [0.1, 1] } },
    runMemoryMb: 80,
  });
  expect(sweep).toMatchObject({ state: "succeeded", progress: { succeeded: 2 } });
  expect(Number(sweep.outcome?.testMetrics.accuracy)).toBeGreaterThan(0.97);
  const { predictions } = await inference.predict({
    model: "large",
    rows: [
      { a: 0.9, b: 0.9, c: 0.1 },
      { a: 0.1, b: 0.1, c: 0.9 },
    ],
  });
  expect(predictions).toMatchObject([{ label: "1" }, { label: "0" }]);
});

test("a sweep that would not fit is refused with the estimate, and nothing is launched", async () => {
  const { client } = rookery;
  const forest = { ...request, trainer: "random-forest", space: { trees: 20 } };
  await expect(client.sweeps.launch({ ...forest, runMemoryMb: 80 })).rejects.toMatchObject({
    code: "sweep-invalid",
    message: expect.stringMatching(/A run of random-forest may need \d+ MB for 200000 rows/),
    issues: [{ field: "runMemoryMb", value: 80 }],
  });
  const huge = { ...forest, space: { trees: 5_000 } };
  await expect(client.sweeps.plan(huge)).rejects.toMatchObject({
    code: "sweep-invalid",
    message: expect.stringMatching(/A model file of random-forest may take \d+ MB/),
  });
});

/** Numbers only; the class says whether the first two add up to more than the third does twice. */
function* makeLines(): Generator<string> {
  for (let row = 0; row < rowCount; row++) {
    const [a, b, c] = [7919, 104_729, 15_485_863].map((step) => ((row * step) % 99_991) / 99_991);
    const isAbove = (a as number) + (b as number) > 2 * (c as number);
    yield `${a?.toFixed(4)},${b?.toFixed(4)},${c?.toFixed(4)},${Number(isAbove)}\n`;
  }
}
