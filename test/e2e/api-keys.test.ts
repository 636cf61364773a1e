import { createClient } from "@rookery/client";
import { beforeAll, expect, test } from "vitest";
import { importPenguins } from "./support/penguins.ts";
import { useStage } from "./support/stage.ts";
import { prepareTeam, startRole } from "./support/start-team.ts";

const stage = useStage();
const apiKey = "key-of-the-end-to-end-tests";
const bearer = { authorization: `Bearer ${apiKey}` };
const basic = { authorization: `Basic ${btoa(`anybody:${apiKey}`)}` };

const servers = ["orchestrator", "inference"] as const;
type Server = (typeof servers)[number];
const pathOf = { orchestrator: "/sweeps", inference: "/models" } as const;
const urlOf = {} as Record<Server, string>;
let env: Record<string, string>;

beforeAll(async () => {
  env = await prepareTeam(stage);
  for (const server of servers) {
    const withKeys = { ...env, HOST: "0.0.0.0", ROOKERY_API_KEYS: apiKey };
    const ready = await startRole(stage, server, withKeys).logs(`${server} ready`);
    urlOf[server] = `http://127.0.0.1:${new URL(String(ready.url)).port}`;
  }
});

test.each(servers)(
  "the %s refuses to be open to other machines without API keys",
  async (server) => {
    const refused = startRole(stage, server, { ...env, HOST: "0.0.0.0" });
    expect(await refused.exited).toBe(1);
    expect(refused.stdout).toBe("");
    expect(refused.stderr).toContain("HOST: expected 127.0.0.1, or API keys in ROOKERY_API_KEYS");
    expect(refused.stderr).not.toMatch(/^ +at /m);
  },
);

test.each(servers)("the %s answers only who has a key", async (server) => {
  const address = `${urlOf[server]}${pathOf[server]}`;
  const refused = await fetch(address);
  expect(refused.status).toBe(401);
  expect(refused.headers.get("content-type")).toContain("application/problem+json");
  expect(await refused.json()).toMatchObject({ status: 401, code: "unauthorized" });

  const wrong = { authorization: "Bearer another-key-altogether" };
  expect((await fetch(address, { headers: wrong })).status).toBe(401);
  expect((await fetch(address, { headers: bearer })).status).toBe(200);
});

test("the client brings the key and says when it is missing", async () => {
  const url = urlOf.orchestrator;
  const { rawRows } = await importPenguins(createClient({ url, apiKey }));
  expect(rawRows).toBe(344);
  await expect(createClient({ url }).datasets.list()).rejects.toMatchObject({
    code: "unauthorized",
  });
});

test("Bull Board takes the same key from a browser's login", async () => {
  const address = `${urlOf.orchestrator}/queues`;
  const refused = await fetch(address);
  expect(refused.status).toBe(401);
  expect(refused.headers.get("www-authenticate")).toContain("Basic");

  const page = await fetch(address, { headers: basic });
  expect(page.status).toBe(200);
  expect(await page.text()).toContain("Rookery");
  const queues = await fetch(`${address}/api/queues`, { headers: basic });
  expect(await queues.json()).toMatchObject({
    queues: expect.arrayContaining([expect.objectContaining({ name: "runs" })]),
  });
});

test.each([
  ["orchestrator", ["/datasets", "/sweeps", "/sweeps/{id}/events", "/runs/{id}", "/models/{name}"]],
  ["inference", ["/predict", "/models/{name}/schema"]],
] as const)("the %s documents its routes", async (server, paths) => {
  const page = await fetch(`${urlOf[server]}/docs`, { headers: basic });
  expect(page.status).toBe(200);
  expect(page.headers.get("content-type")).toContain("text/html");

  const response = await fetch(`${urlOf[server]}/openapi.json`, { headers: basic });
  const document = (await response.json()) as { openapi: string; paths: Record<string, unknown> };
  expect(document.openapi).toMatch(/^3\./);
  expect(Object.keys(document.paths)).toEqual(expect.arrayContaining([...paths]));
});
