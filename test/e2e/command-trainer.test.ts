import { writeFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { describeWithScikitLearn } from "@rookery/test";
import { expect, test } from "vitest";
import { gentoo, importPenguins, penguinSweep, runSweep, watchUntil } from "./support/penguins.ts";
import { makeRookeryHome } from "./support/rookery-home.ts";
import { useStage } from "./support/stage.ts";
import { type Embedded, startEmbedded } from "./support/start-embedded.ts";

const stage = useStage();
const example = join(import.meta.dirname, "../../examples/python-trainer/trainers.ts");

async function startWith(module: string, env: Record<string, string> = {}): Promise<Embedded> {
  const home = await makeRookeryHome(stage.cleanup);
  return await startEmbedded(stage, home, { ROOKERY_TRAINERS: module, ...env });
}

/** A module whose trainers run shell scripts. */
async function writePrograms(scripts: Record<string, string>): Promise<string> {
  const home = await makeRookeryHome(stage.cleanup);
  const trainers = Object.entries(scripts).map(
    ([name, script]) => `defineCommandTrainer({
      name: "${name}", description: "A shell script.", task: "classification",
      parameters: z.strictObject({ level: z.number().default(0.5).describe("What it reports") }),
      command: ["/bin/sh", "-c", ${JSON.stringify(script)}],
    })`,
  );
  const module = join(home, "programs.ts");
  await writeFile(
    module,
    `import { defineCommandTrainer, z } from "@rookery/trainer-kit";
     export const trainers = [${trainers.join(", ")}];`,
  );
  return module;
}

test("a sweep whose best program left no model keeps its files and says that nothing is served", async () => {
  const { process, client } = await startWith(
    await writePrograms({
      reports: `echo "level $ROOKERY_PARAM_LEVEL"
        echo weights > "$ROOKERY_OUTPUT/weights.bin"
        echo "{\\"step\\": 1, \\"metrics\\": {\\"accuracy\\": 0.1}}"
        echo "{\\"metrics\\": {\\"accuracy\\": $ROOKERY_PARAM_LEVEL}}"`,
    }),
  );
  await importPenguins(client);
  const { sweep } = await runSweep(
    client,
    penguinSweep({ trainer: "reports", space: { level: { values: [0.25, 0.75] } } }),
  );
  expect(sweep).toMatchObject({
    state: "succeeded",
    best: { number: 2, metrics: { accuracy: 0.75 } },
    outcome: null,
    error: null,
    note: expect.stringContaining("no model.json: there is nothing to serve"),
  });
  const run = await client.runs.get(sweep.best?.id as string);
  expect(run.artifacts.map(({ path }) => path)).toEqual(["run.log", "weights.bin"]);
  expect(run.history.accuracy.map(({ step, value }) => [step, value])).toEqual([
    [1, 0.1],
    [1, 0.75],
  ]);
  expect(await process.stop()).toBe(0);
});

test("a run whose objective is no finite number has failed, is never the best, and can be retried", async () => {
  const numbers = ["NaN", "Infinity", "-Infinity", "0.5"];
  const { process, client } = await startWith(
    await writePrograms(
      Object.fromEntries(
        numbers.map((accuracy, index) => [
          `reports-${index}`,
          `echo '{"metrics": {"accuracy": ${accuracy}, "loss": 1}}'`,
        ]),
      ),
    ),
  );
  await importPenguins(client);
  const trainer = numbers.map((_, index) => `reports-${index}`);
  const { sweep } = await runSweep(client, penguinSweep({ trainer, space: {} }));
  expect(sweep).toMatchObject({
    state: "succeeded",
    best: { metrics: { accuracy: 0.5 } },
    progress: { succeeded: 1, failed: 3 },
  });
  const { items } = await client.sweeps.runs(sweep.id);
  const [run] = items.filter(({ params }) => params.trainer === "reports-1");
  expect(await client.runs.get(run.id)).toMatchObject({
    state: "failed",
    metrics: { accuracy: "Infinity", loss: 1 },
    error: {
      code: "training-failed",
      message: "Its accuracy is Infinity. The sweep goes by it, and it is no finite number.",
    },
  });
  await client.sweeps.retry(sweep.id);
  const events = await watchUntil(client, sweep.id, ({ state }) => state === "succeeded");
  expect(events.at(-1)?.progress).toMatchObject({ succeeded: 1, failed: 3 });
  expect((await client.runs.get(run.id)).attempts).toHaveLength(2);
  expect(await process.stop()).toBe(0);
});

test("a cancelled sweep ends its programs", async () => {
  const { process, client } = await startWith(await writePrograms({ sleeps: "sleep 1000" }));
  await importPenguins(client);
  const { id } = await client.sweeps.launch(penguinSweep({ trainer: "sleeps", space: {} }));
  await watchUntil(client, id, ({ progress }) => progress.running === 1);
  await client.sweeps.cancel(id);
  const events = await watchUntil(client, id, ({ state }) => state === "cancelled");
  expect(events.at(-1)?.progress).toMatchObject({ cancelled: 1, running: 0 });
  expect(await process.stop()).toBe(0);
});

describeWithScikitLearn("a trainer in Python", (python) => {
  test("goes from import to prediction, and is measured like any other", async () => {
    const PATH = [dirname(python()), process.env.PATH].join(delimiter);
    const { process: rookery, client, inference } = await startWith(example, { PATH });
    await importPenguins(client);
    const { sweep } = await runSweep(
      client,
      penguinSweep({
        trainer: ["sklearn-logistic-regression", "logistic-regression-lbfgs"],
        space: {
          c: 0.5,
          tolerance: { value: 1e-8, when: { trainer: "logistic-regression-lbfgs" } },
        },
      }),
    );
    expect(sweep.progress).toMatchObject({ total: 2, succeeded: 2 });
    const [first, second] = (await client.sweeps.runs(sweep.id)).items;
    expect(first.metrics.accuracy).toBe(second.metrics.accuracy);
    expect(first.metrics.log_loss).toBeCloseTo(Number(second.metrics.log_loss), 6);

    expect(sweep.best?.params.trainer, "of equals the first").toBe("sklearn-logistic-regression");
    expect(sweep.outcome).toMatchObject({
      version: 1,
      testMetrics: { accuracy: expect.any(Number) },
      promotion: { outcome: "promoted" },
    });
    const answer = await inference.predict({ model: "penguins", rows: [gentoo] });
    expect(answer.predictions).toEqual([expect.objectContaining({ label: "Gentoo" })]);

    const run = await client.runs.get(first.id);
    expect(run.history.accuracy).toHaveLength(4);
    const files = run.artifacts.map(({ path }) => path);
    expect(files).toEqual(["evaluation.json", "model.json", "predictions.csv", "run.log"]);
    expect(await rookery.stop()).toBe(0);
  });
});
