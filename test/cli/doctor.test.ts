import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { prepareTeam } from "../e2e/support/start-team.ts";
import { createTestDatabase } from "../services/create-test-database.ts";
import { makeTempDir } from "../services/temp-dir.ts";
import { runRookery } from "./support/run-rookery.ts";
import { useServer } from "./support/use-server.ts";

const server = useServer();
const nobody = {
  ROOKERY_API_URL: "http://127.0.0.1:1",
  ROOKERY_INFERENCE_URL: "http://127.0.0.1:1",
};
const anyPort = { PORT: "0", INFERENCE_PORT: "0" };
let folder: string;

interface Finding {
  name: string;
  state: string;
  message: string;
  hint?: string;
}

async function examine(env: Record<string, string>) {
  const { code, stdout } = await runRookery(["doctor", "--json"], { env });
  const { ok, checks } = JSON.parse(stdout) as { ok: boolean; checks: Finding[] };
  expect(code).toBe(ok ? 0 : 1);
  return { ok, find: (name: string) => checks.filter((check) => check.name === name) };
}

beforeAll(async () => {
  folder = await makeTempDir("doctor", server.stage.cleanup);
});

test("without any configuration it looks at the embedded home, and makes nothing", async () => {
  const home = join(folder, "unborn");
  const { ok, find } = await examine({ ...anyPort, ...nobody, ROOKERY_HOME: home });
  expect(ok).toBe(true);
  expect(find("Home")[0]?.message).toContain("is made by the first `rookery start`");
  expect(find("API")[0]).toMatchObject({
    state: "warning",
    hint: expect.stringContaining("start"),
  });
  expect(await readdir(folder)).toEqual([]);
});

test("a running Rookery is up", async () => {
  const { ok, find } = await examine({ ...anyPort, ...server.env, ROOKERY_HOME: folder });
  expect(ok).toBe(true);
  expect(find("API")).toEqual([expect.objectContaining({ state: "ok" })]);
  expect(find("Inference")).toEqual([expect.objectContaining({ state: "ok" })]);
});

test("what cannot be reached is a problem with a way out, and no password is shown", async () => {
  const { ok, find } = await examine({
    ...anyPort,
    ...nobody,
    DATABASE_URL: "postgres://me:hushhush@127.0.0.1:1/rookery",
    REDIS_URL: "redis://:hushhush@127.0.0.1:1",
    S3_ENDPOINT: "http://127.0.0.1:1",
    S3_BUCKET: "models",
    S3_ACCESS_KEY_ID: "me",
    S3_SECRET_ACCESS_KEY: "hushhush",
  });
  expect(ok).toBe(false);
  for (const name of ["PostgreSQL", "Queue", "Artifacts"]) {
    expect(find(name)).toEqual([expect.objectContaining({ state: "problem" })]);
    expect(find(name)[0]?.hint ?? find(name)[0]?.message).not.toContain("hushhush");
  }
});

test("a database that is not migrated says how; a migrated one is fine", async () => {
  const database = await createTestDatabase();
  server.stage.cleanup.add(() => database.drop());
  const before = await examine({
    ...anyPort,
    ...nobody,
    DATABASE_URL: database.url,
    ROOKERY_ARTIFACTS_DIR: folder,
  });
  expect(before.find("PostgreSQL")[0]).toMatchObject({
    state: "problem",
    hint: expect.stringContaining("rookery migrate"),
  });
  const team = await prepareTeam(server.stage);
  const { ok, find } = await examine({ ...anyPort, ...nobody, ...team });
  expect(find("PostgreSQL")[0]?.message).toContain("migrated");
  expect(find("Artifacts")[0]?.message).toContain("written and read back");
  expect(ok).toBe(true);
});

test("a taken port, and settings that do not parse", async () => {
  const other = createServer((_request, response) => response.end("hello")).listen(0, "127.0.0.1");
  await once(other, "listening");
  const port = String((other.address() as AddressInfo).port);
  const { find } = await examine({
    ...nobody,
    PORT: port,
    INFERENCE_PORT: "0",
    ROOKERY_HOME: folder,
  });
  other.close();
  expect(find("Port")[0]).toMatchObject({
    state: "warning",
    hint: expect.stringContaining("PORT"),
  });
  const broken = await examine({ ...nobody, PORT: "many" });
  expect(broken.find("Settings")[0]?.message).toContain("PORT");
});
