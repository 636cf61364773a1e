import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres } from "@rookery/embedded";
import { readProblem } from "@rookery/test";
import { expect, onTestFinished, test } from "vitest";
import { gentoo, openModels } from "./use-models.ts";

test("models that are held go on predicting without PostgreSQL, and all is well when it is back", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "rookery-test-outage-"));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  await chmod(dataDir, 0o711);
  let postgres = await startPostgres({ dataDir: join(dataDir, "data") });
  onTestFinished(() => postgres.stop());
  const models = await openModels(postgres.url);
  onTestFinished(() => models.lifecycle.close());

  const first = await models.addVersion("penguins", 20);
  const second = await models.addVersion("penguins", 40);
  await models.promote("penguins", first.version);
  const app = await models.serve();
  const predict = (which: object = {}) =>
    app.inject({
      method: "POST",
      url: "/predict",
      payload: { model: "penguins", rows: gentoo, ...which },
    });
  const { predictions } = (await predict()).json();
  expect((await app.inject("/health/ready")).statusCode).toBe(200);

  const { port } = new URL(postgres.url);
  await postgres.stop();
  const ready = await app.inject("/health/ready");
  expect(ready.statusCode).toBe(503);
  expect(ready.json()).toEqual({
    status: "down",
    parts: { database: "cannot be reached", promotions: "up" },
  });
  for (const which of [{}, { version: first.version }]) {
    const answer = await predict(which);
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ version: first.version, predictions });
  }
  expect((await app.inject("/models/penguins/schema")).statusCode).toBe(200);
  const unheld = await predict({ model: "whales" });
  expect(readProblem(unheld)).toMatchObject({ status: 503, code: "unavailable" });
  expect(unheld.body).not.toMatch(/ECONNREFUSED|select|127\.0\.0\.1/);

  postgres = await startPostgres({ dataDir: join(dataDir, "data"), port: Number(port) });
  expect(new URL(postgres.url).port).toBe(port);
  await models.promote("penguins", second.version);
  await expect.poll(async () => (await predict()).json().version).toBe(second.version);
  expect((await app.inject("/health/ready")).statusCode).toBe(200);
});
