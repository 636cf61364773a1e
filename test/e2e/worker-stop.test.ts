import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isTerminalSweepState } from "@rookery/contracts";
import { expect, test } from "vitest";
import { makeTempDir } from "../services/temp-dir.ts";
import { importPenguins, penguinSweep, watchUntil } from "./support/penguins.ts";
import { useStage } from "./support/stage.ts";
import { startRole, startTeam } from "./support/start-team.ts";

const stage = useStage();
const runCount = 12;

/** A module with a trainer whose runs wait for a file from the third on. */
async function writeWaiting(gate: string): Promise<string> {
  const script = `until [ "$ROOKERY_PARAM_LEVEL" -lt 3 ] || [ -e '${gate}' ]; do sleep 0.05; done
    echo '{"metrics": {"accuracy": 0.5}}'`;
  const module = join(await makeTempDir("trainers", stage.cleanup), "waiting.ts");
  await writeFile(
    module,
    `import { defineCommandTrainer, z } from "@rookery/trainer-kit";
     export default defineCommandTrainer({
       name: "waiting", description: "Waits for a file.", task: "classification",
       parameters: z.strictObject({ level: z.int().default(1).describe("Its number") }),
       command: ["/bin/sh", "-c", ${JSON.stringify(script)}],
     });`,
  );
  return module;
}

test("a worker told to stop in the middle of a sweep exits 0, and another one finishes every run", async () => {
  const gate = join(await makeTempDir("gate", stage.cleanup), "open");
  const trainers = await writeWaiting(gate);
  const { client, workers, env } = await startTeam(stage, { workers: 1, trainers });
  await importPenguins(client);
  const [leaving] = workers as [(typeof workers)[0]];
  const { id } = await client.sweeps.launch(
    penguinSweep({
      trainer: "waiting",
      space: { level: { values: Array.from({ length: runCount }, (_, index) => index + 1) } },
    }),
  );
  await watchUntil(client, id, ({ progress }) => progress.succeeded === 2);
  const { workerId: staying } = await startRole(stage, "worker", env).logs("worker ready");
  await watchUntil(client, id, ({ progress }) => progress.running === 4);

  expect(await leaving.process.stop()).toBe(0);
  expect((await client.sweeps.get(id)).progress).toMatchObject({
    succeeded: 2,
    running: 2,
    queued: runCount - 4,
  });

  await writeFile(gate, "");
  const events = await watchUntil(client, id, ({ state }) => isTerminalSweepState(state));
  expect(events.at(-1)).toMatchObject({
    state: "succeeded",
    progress: { total: runCount, succeeded: runCount },
  });
  const { items } = await client.sweeps.runs(id);
  const runs = await Promise.all(items.map((run) => client.runs.get(run.id)));
  const lastWorkers = runs.map(({ attempts }) => attempts.at(-1)?.workerId);
  expect(lastWorkers).toEqual(runs.map((_, index) => (index < 2 ? leaving.id : staying)));
});
