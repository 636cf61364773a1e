import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { gentoo, importPenguins, penguinSweep, runSweep } from "./support/penguins.ts";
import { makeRookeryHome } from "./support/rookery-home.ts";
import { useStage } from "./support/stage.ts";
import { type Embedded, spawnEmbedded, startEmbedded } from "./support/start-embedded.ts";

const stage = useStage();
const example = join(import.meta.dirname, "../../examples/own-trainer/nearest-centroid.ts");

/** Trainers that do what must not happen, by what they do in `fit`. */
const hostile: Record<string, string> = {
  throws: 'throw new Error("no such luck")',
  loops: "for (;;);",
  "gives-nan": "return { weight: Number.NaN }",
  "takes-memory": "for (const all = []; ; ) all.push({ all })",
  exits: "process.exit(3)",
};

test("a trainer of one's own goes from import to prediction", async () => {
  const { process, client, inference } = await startWith(example);
  const { trainers } = await client.trainers.list();
  expect(trainers).toContainEqual(
    expect.objectContaining({ name: "nearest-centroid", task: "classification" }),
  );
  await importPenguins(client);
  const { sweep } = await runSweep(
    client,
    penguinSweep({
      trainer: ["nearest-centroid", "logistic-regression-lbfgs"],
      space: {
        shrinkage: { values: [0, 0.2], when: { trainer: "nearest-centroid" } },
        c: { values: [1e-9], when: { trainer: "logistic-regression-lbfgs" } },
      },
    }),
  );
  expect(sweep.progress).toMatchObject({ total: 3, succeeded: 3 });
  expect(sweep.best?.params.trainer).toBe("nearest-centroid");
  expect(sweep.outcome).toMatchObject({ version: 1, promotion: { outcome: "promoted" } });

  const answer = await inference.predict({ model: "penguins", rows: [gentoo] });
  expect(answer.predictions).toEqual([expect.objectContaining({ label: "Gentoo" })]);
  expect(await process.stop()).toBe(0);
});

test("a trainer that misbehaves fails its own runs and nothing else", async () => {
  const { process, client } = await startWith(await writeHostile());
  await importPenguins(client);
  const names = Object.keys(hostile);
  const { sweep } = await runSweep(
    client,
    penguinSweep({
      trainer: [...names, "logistic-regression-lbfgs"],
      space: {},
      runTimeoutMs: 20_000,
      runMemoryMb: 64,
      runAttempts: 1,
      maxFailures: null,
    }),
  );
  expect(sweep).toMatchObject({
    state: "succeeded",
    best: { params: { trainer: "logistic-regression-lbfgs" } },
    progress: { succeeded: 1, timedOut: 1, failed: 4 },
  });
  const { items } = await client.sweeps.runs(sweep.id);
  const ended: Record<string, unknown> = {};
  for (const { id, params } of items) {
    ended[String(params.trainer)] = (await client.runs.get(id)).error?.message;
  }
  expect(ended).toMatchObject({
    throws: "no such luck",
    loops: expect.stringContaining("limit of 20000 ms"),
    "takes-memory": expect.stringContaining("more memory than its limit of 64 MB"),
    "gives-nan": expect.stringContaining("not numbers"),
  });
  expect(await process.stop()).toBe(0);
});

test("a module that throws stops the start, and says which one and why", async () => {
  const home = await makeRookeryHome(stage.cleanup);
  const module = join(home, "broken.ts");
  await writeFile(module, 'throw new Error("no licence");');
  const process = spawnEmbedded(stage, home, { ROOKERY_TRAINERS: module });
  expect(await process.exited).toBe(2);
  expect(process.said).toContain(`ROOKERY_TRAINERS: ${module}: it cannot be loaded: no licence.`);
});

async function startWith(module: string): Promise<Embedded> {
  const home = await makeRookeryHome(stage.cleanup);
  return await startEmbedded(stage, home, { ROOKERY_TRAINERS: module });
}

async function writeHostile(): Promise<string> {
  const home = await makeRookeryHome(stage.cleanup);
  await mkdir(home, { recursive: true });
  const module = join(home, "hostile.ts");
  const definitions = Object.entries(hostile).map(
    ([name, body]) => `defineTrainer({
      name: "${name}", description: "Misbehaves.", task: "classification",
      parameters: z.strictObject({}), state: z.strictObject({ weight: z.any() }),
      fit() { ${body} },
      compile: ({ weight }) => (row, probabilities) => { probabilities.fill(weight); return 0; },
    })`,
  );
  await writeFile(
    module,
    `import { defineTrainer, z } from "@rookery/trainer-kit";
     export const trainers = [${definitions.join(", ")}];`,
  );
  return module;
}
