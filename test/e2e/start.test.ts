import { once } from "node:events";
import { connect, createServer } from "node:net";
import { expect, test } from "vitest";
import { gentoo, importPenguins, penguinSweep, runSweep } from "./support/penguins.ts";
import { isAlive, makeRookeryHome, readPostgresPid } from "./support/rookery-home.ts";
import { useStage } from "./support/stage.ts";
import { type Embedded, spawnEmbedded, startEmbedded } from "./support/start-embedded.ts";

const stage = useStage();

test("a dataset and a model are still there, and served at once, after a stop and a start", async () => {
  const home = await makeRookeryHome(stage.cleanup);
  const first = await startEmbedded(stage, home);
  const before = await fill(first);
  expect(await first.process.stop()).toBe(0);
  expect(await readPostgresPid(home)).toBeNull();

  const second = await startEmbedded(stage, home);
  expect(await look(second)).toEqual(before);
  expect(await second.process.stop()).toBe(0);
});

test("a start after a SIGKILL takes over and has lost nothing", async () => {
  const home = await makeRookeryHome(stage.cleanup);
  const first = await startEmbedded(stage, home);
  const before = await fill(first);
  const leftPid = (await readPostgresPid(home)) as number;
  first.process.kill("SIGKILL");
  expect(await first.process.exited).toBe("SIGKILL");
  expect(isAlive(leftPid), "the server outlives its owner").toBe(true);

  const second = await startEmbedded(stage, home);
  expect(second.process.stdout).toContain(
    "Stopped the PostgreSQL server that an earlier start left",
  );
  expect(await readPostgresPid(home)).not.toBe(leftPid);
  expect(await look(second)).toEqual(before);
  const { sweep } = await runSweep(second.client, penguinSweep({ seed: 8 }));
  expect(sweep.state).toBe("succeeded");
  expect(await second.process.stop()).toBe(0);
});

test("a stop does not wait for who is connected and asks nothing, as browsers are", async () => {
  const home = await makeRookeryHome(stage.cleanup);
  const { process, orchestratorUrl, inferenceUrl } = await startEmbedded(stage, home);
  for (const url of [orchestratorUrl, inferenceUrl]) {
    const { hostname, port } = new URL(url);
    const silent = connect(Number(port), hostname);
    stage.cleanup.add(async () => silent.destroy());
    await once(silent, "connect");
  }
  expect(await process.stop()).toBe(0);
  expect(process.stdout).not.toContain("closing took too long");
});

test("taken ports are replaced by others, and that is said", async () => {
  const [orchestratorPort, inferencePort] = [await occupyPort(), await occupyPort()];
  const home = await makeRookeryHome(stage.cleanup);
  const { process, client, orchestratorUrl, inferenceUrl } = await startEmbedded(stage, home, {
    PORT: String(orchestratorPort),
    INFERENCE_PORT: String(inferencePort),
  });
  const [newOrchestratorPort, newInferencePort] = [orchestratorUrl, inferenceUrl].map(
    (url) => new URL(url).port,
  );
  expect(process.stdout).toContain(
    `Port ${orchestratorPort} is taken: the orchestrator listens on ${newOrchestratorPort} instead`,
  );
  expect(process.stdout).toContain(
    `Port ${inferencePort} is taken: the inference listens on ${newInferencePort} instead`,
  );
  expect((await client.sweeps.list()).items).toEqual([]);
});

test("a second start on a home in use is refused plainly and disturbs nobody", async () => {
  const home = await makeRookeryHome(stage.cleanup);
  const first = await startEmbedded(stage, home);
  const second = spawnEmbedded(stage, home);

  expect(await second.exited).toBe(1);
  expect(second.stdout).toBe("");
  expect(second.stderr).toMatch(/is in use by .*process \d+\nhint: Stop that Rookery first/);
  expect(second.stderr).toContain(`process ${first.process.pid}`);
  expect(second.stderr).not.toMatch(/^ +at /m);
  expect((await first.client.datasets.list()).items).toEqual([]);
});

async function fill(embedded: Embedded) {
  await importPenguins(embedded.client);
  const { sweep } = await runSweep(embedded.client, penguinSweep());
  expect(sweep.outcome?.promotion?.outcome).toBe("promoted");
  return await look(embedded);
}

/** Predicts first: nothing else may have to happen before. */
async function look({ client, inference }: Embedded) {
  return {
    prediction: await inference.predict({ model: "penguins", rows: gentoo }),
    dataset: await client.datasets.get("penguins"),
    model: await client.models.get("penguins"),
    sweeps: await client.sweeps.list(),
  };
}

async function occupyPort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  stage.cleanup.add(async () => server.close());
  await once(server, "listening");
  return (server.address() as { port: number }).port;
}
