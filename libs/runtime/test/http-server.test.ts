import { AppError } from "@rookery/contracts";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { delayAfter } from "../src/http/create-guess-brake.ts";
import { createHttpServer, type HttpServer, listenHttp, type Readiness } from "../src/index.ts";

const apiKey = "a-key-of-sixteen-or-more";
const Space = z.strictObject({ learningRate: z.object({ min: z.number().positive() }) });

let lines: string[] = [];
const logger = pino({ level: "debug" }, { write: (line: string) => void lines.push(line) });
const open: HttpServer[] = [];

async function build(
  options: { apiKeys?: string[]; ready?: () => Promise<Readiness>; bodyLimitBytes?: number } = {},
): Promise<HttpServer> {
  const app = await createHttpServer({
    title: "Test",
    version: "1.2.3",
    logger,
    ready: async () => ({ database: "up" }),
    ...options,
  });
  open.push(app);
  app.post(
    "/sweeps/:id",
    {
      schema: {
        params: z.object({ id: z.coerce.number().int() }),
        querystring: z.object({ limit: z.coerce.number().max(10).default(5) }),
        body: z.object({ space: Space, apiToken: z.string().max(3).optional() }),
        response: { 200: z.object({ id: z.number(), limit: z.number() }) },
      },
    },
    async (request) => ({ id: request.params.id, limit: request.query.limit }),
  );
  app.get("/broken", async () => {
    throw new Error("connect ECONNREFUSED postgres://root:hunter2@db");
  });
  app.get("/taken", async () => {
    throw new AppError("conflict", "The sweep is running", { hint: "Cancel it first" });
  });
  return app;
}

beforeEach(() => {
  lines = [];
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((app) => app.close()));
});

describe("problem details", () => {
  it("names every offending field of the body by its path", async () => {
    const app = await build();
    const answer = await app.inject({
      method: "POST",
      url: "/sweeps/7",
      payload: { space: { learningRate: { min: -1 }, extra: 1 }, apiToken: "much too long" },
    });
    expect(answer.statusCode).toBe(400);
    expect(answer.headers["content-type"]).toContain("application/problem+json");
    const problem = answer.json();
    expect(problem).toMatchObject({
      code: "validation-failed",
      status: 400,
      type: "urn:rookery:problem:validation-failed",
    });
    expect(problem.instance).toBe(answer.headers["x-request-id"]);
    expect(problem.issues).toEqual([
      { field: "space.learningRate.min", message: expect.any(String), value: -1 },
      { field: "space.extra", message: "There is no such field", value: 1 },
      { field: "apiToken", message: expect.any(String) },
    ]);
  });

  it("refuses objects with more members than anything has, before it reads them", async () => {
    const app = await build();
    const members = Object.fromEntries(Array.from({ length: 20_001 }, (_, at) => [`m${at}`, at]));
    const answer = await app.inject({ method: "POST", url: "/sweeps/7", payload: { members } });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({
      code: "malformed-body",
      detail: expect.stringContaining("more than 20000 members"),
    });
  });

  it("lists a hundred offending fields, and says how many more there are", async () => {
    const app = await build();
    const space = Object.fromEntries(Array.from({ length: 150 }, (_, at) => [`m${at}`, at]));
    const answer = await app.inject({ method: "POST", url: "/sweeps/7", payload: { space } });
    expect(answer.json().issues).toHaveLength(100);
    expect(answer.json().detail).toContain("(and 150 more)");
  });

  it("tells query and path parameters from body fields", async () => {
    const app = await build();
    const payload = { space: { learningRate: { min: 1 } } };
    const query = await app.inject({ method: "POST", url: "/sweeps/7?limit=11", payload });
    expect(query.json().issues).toMatchObject([{ field: "query.limit", value: "11" }]);
    const params = await app.inject({ method: "POST", url: "/sweeps/x", payload });
    expect(params.json().issues).toMatchObject([{ field: "params.id" }]);
    const body = await app.inject({ method: "POST", url: "/sweeps/7" });
    expect(body.json().issues).toMatchObject([{ field: "body" }]);
  });

  it.each([
    ["bad JSON", "{", "application/json", 400, "malformed-body"],
    ["an empty body", "", "application/json", 400, "validation-failed"],
    ["prototype poisoning", '{"__proto__":{"a":1}}', "application/json", 400, "malformed-body"],
    [
      "constructor poisoning",
      '{"constructor":{"prototype":{"a":1}}}',
      "application/json",
      400,
      "malformed-body",
    ],
    ["a foreign content type", "<a/>", "application/xml", 415, "unsupported-media-type"],
    [
      "a body over the limit",
      `"${"x".repeat(2000)}"`,
      "application/json",
      413,
      "payload-too-large",
    ],
  ])("answers %s as a problem", async (_name, payload, type, status, code) => {
    const app = await build({ bodyLimitBytes: 1000 });
    const answer = await app.inject({
      method: "POST",
      url: "/sweeps/7",
      payload,
      headers: { "content-type": type },
    });
    expect(answer.json()).toMatchObject({ status, code });
    expect(answer.statusCode).toBe(status);
    expect(answer.headers["content-type"]).toContain("application/problem+json");
    expect(answer.headers["x-request-id"]).toBeDefined();
  });

  it("answers unknown routes with 404, and a wrong method with 405 and Allow", async () => {
    const app = await build();
    const unknown = await app.inject("/nowhere?x=1");
    expect(unknown.json()).toMatchObject({
      status: 404,
      code: "not-found",
      detail: "There is no GET /nowhere",
    });
    const wrong = await app.inject({ method: "DELETE", url: "/sweeps/7?x=1" });
    expect(wrong.json()).toMatchObject({ status: 405, code: "method-not-allowed" });
    expect(wrong.headers.allow).toBe("POST");
    const malformed = await app.inject("/%zz");
    expect(malformed.json()).toMatchObject({ status: 404, code: "not-found" });
  });

  it("keeps the cause of a 5xx in the log and out of the answer", async () => {
    const app = await build();
    const answer = await app.inject({ url: "/broken", headers: { "x-request-id": "mine-1" } });
    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toMatch(/ECONNREFUSED|hunter2|stack/);
    expect(answer.json()).toMatchObject({ code: "internal", instance: "mine-1" });
    expect(lines.join("")).toContain("ECONNREFUSED");
    expect(lines.join("")).toContain("mine-1");
  });

  it("carries an AppError's message and hint", async () => {
    const app = await build();
    const answer = await app.inject("/taken");
    expect(answer.json()).toMatchObject({
      status: 409,
      detail: "The sweep is running",
      hint: "Cancel it first",
    });
  });
});

describe("API keys", () => {
  it("are needed on every route but health", async () => {
    const app = await build({ apiKeys: ["another-key-of-sixteen", apiKey] });
    for (const url of ["/taken", "/docs", "/docs/json", "/openapi.json", "/metrics"]) {
      const answer = await app.inject(url);
      expect(answer.statusCode, url).toBe(401);
      expect(answer.json().code).toBe("unauthorized");
      expect(String(answer.headers["www-authenticate"])).toMatch(/Bearer.*Basic/);
    }
    expect((await app.inject("/health/live")).statusCode).toBe(200);
    expect((await app.inject("/health/ready")).statusCode).toBe(200);
  });

  it("come as bearer token or as basic password, and wrong ones are refused", async () => {
    const app = await build({ apiKeys: [apiKey] });
    const status = async (authorization: string) =>
      (await app.inject({ url: "/openapi.json", headers: { authorization } })).statusCode;
    const basic = (pair: string) => `Basic ${Buffer.from(pair).toString("base64")}`;
    expect(await status(`Bearer ${apiKey}`)).toBe(200);
    expect(await status(basic(`anyone:${apiKey}`))).toBe(200);
    expect(await status(`Bearer ${apiKey}x`)).toBe(401);
    expect(await status(basic("anyone:"))).toBe(401);
    expect(await status(basic(apiKey))).toBe(401);
    expect(await status("Bearer")).toBe(401);
  });

  it("that are wrong are written to the log and slowed, never the right ones", async () => {
    const app = await build({ apiKeys: [apiKey] });
    const ask = (key: string) =>
      app.inject({ url: "/openapi.json", headers: { authorization: `Bearer ${key}` } });
    const wrong = Promise.all(Array.from({ length: 130 }, (_, at) => ask(`${apiKey}${at}`)));
    expect((await ask(apiKey)).statusCode).toBe(200);
    const statuses = (await wrong).map(({ statusCode }) => statusCode);
    // Five at once, a hundred that are held back, and those that are too many.
    expect(statuses.filter((status) => status === 401)).toHaveLength(105);
    expect(statuses.filter((status) => status === 429)).toHaveLength(25);
    const warned = lines
      .map((line) => JSON.parse(line))
      .filter(({ msg }) => msg === "an unknown API key was sent");
    expect(warned.map(({ wrongKeys }) => wrongKeys)).toEqual([1, 2, 4, 8, 16, 32, 64, 128]);
    expect(warned[0].address).toBe("127.0.0.1");
    expect(lines.join("")).not.toContain(apiKey);
    expect([1, 5, 6, 7, 8, 50].map(delayAfter)).toEqual([0, 0, 50, 100, 200, 2_000]);
  });

  it("guard the routes of plugins too", async () => {
    const app = await build({ apiKeys: [apiKey] });
    app.register(
      (scope, _options, done) => {
        scope.get("/", async () => "secret");
        done();
      },
      { prefix: "/queues" },
    );
    expect((await app.inject("/queues")).statusCode).toBe(401);
  });

  it("a server without them listens on loopback only", async () => {
    const app = await build();
    await expect(listenHttp(app, { host: "0.0.0.0", port: 0 })).rejects.toMatchObject({
      code: "config-invalid",
      hint: expect.stringContaining("ROOKERY_API_KEYS"),
    });
    expect(await listenHttp(app, { host: "127.0.0.1", port: 0 })).toMatch(
      /^http:\/\/127\.0\.0\.1:\d+$/,
    );
  });
});

it("a second server on one port says so, and what to do", async () => {
  const url = await listenHttp(await build(), { host: "127.0.0.1", port: 0 });
  const port = Number(new URL(url).port);
  await expect(listenHttp(await build(), { host: "127.0.0.1", port })).rejects.toMatchObject({
    code: "config-invalid",
    message: `Cannot listen on 127.0.0.1 port ${port}: another program listens there.`,
    hint: expect.stringContaining("PORT"),
  });
});

it("pages of other sites cannot write", async () => {
  const app = await build();
  app.route({ method: ["GET", "POST"], url: "/both", handler: async () => "ok" });
  const payload = { space: { learningRate: { min: 1 } } };
  const from = async (site: string) =>
    (
      await app.inject({
        method: "POST",
        url: "/sweeps/7",
        payload,
        headers: { "sec-fetch-site": site },
      })
    ).statusCode;
  expect(await from("cross-site")).toBe(403);
  expect(await from("same-origin")).toBe(200);
  const link = { url: "/both", headers: { "sec-fetch-site": "cross-site" } };
  expect((await app.inject(link)).statusCode).toBe(200);
  expect((await app.inject({ ...link, method: "POST" })).statusCode).toBe(403);
});

it("pages of other sites cannot write where browsers only tell the origin", async () => {
  const app = await build({ apiKeys: [apiKey] });
  const post = async (headers: Record<string, string>) =>
    (
      await app.inject({
        method: "POST",
        url: "/sweeps/7",
        payload: { space: { learningRate: { min: 1 } } },
        headers: { host: "rookery.example:7100", authorization: `Bearer ${apiKey}`, ...headers },
      })
    ).statusCode;
  expect(await post({})).toBe(200);
  expect(await post({ origin: "http://rookery.example:7100" })).toBe(200);
  expect(await post({ origin: "http://evil.example" })).toBe(403);
  expect(await post({ origin: "null" })).toBe(403);
});

it("without API keys only loopback names are served, so rebound names read nothing", async () => {
  const app = await build();
  const get = async (host: string) =>
    (await app.inject({ url: "/health/live", headers: { host } })).statusCode;
  expect(await get("127.0.0.1:7100")).toBe(200);
  expect(await get("localhost")).toBe(200);
  expect(await get("[::1]:7100")).toBe(200);
  expect(await get("evil.example:7100")).toBe(403);
  expect(await get("127.0.0.1.evil.example")).toBe(403);
});

it("readiness names the missing part with 503", async () => {
  const down = await build({
    ready: async () => ({ database: "up", redis: "connection refused" }),
  });
  const answer = await down.inject("/health/ready");
  expect(answer.statusCode).toBe(503);
  expect(answer.json()).toEqual({
    status: "down",
    parts: { database: "up", redis: "connection refused" },
  });
  const failing = await build({ ready: async () => Promise.reject(new Error("secret")) });
  const failed = await failing.inject("/health/ready");
  expect(failed.statusCode).toBe(503);
  expect(failed.body).not.toContain("secret");
});

it("metrics count requests by route, not by address", async () => {
  const app = await build();
  await app.inject("/taken");
  await app.inject("/nowhere/1");
  const { body } = await app.inject("/metrics");
  expect(body).toContain(
    'http_request_duration_seconds_count{method="GET",route="/taken",status="409"} 1',
  );
  expect(body).toContain(
    'http_request_duration_seconds_count{method="GET",route="(none)",status="404"} 1',
  );
  expect(body).toContain("process_cpu_seconds_total");
});

it("every answer carries a request id and the security headers", async () => {
  const app = await build();
  for (const url of ["/health/live", "/nowhere", "/docs", "/%zz"]) {
    const { headers } = await app.inject(url);
    expect(headers["x-request-id"], url).toMatch(/^[\w-]+$/);
    expect(headers["x-content-type-options"], url).toBe("nosniff");
  }
  const odd = await app.inject({ url: "/health/live", headers: { "x-request-id": "a b{}" } });
  expect(odd.headers["x-request-id"]).not.toBe("a b{}");
});

describe("API documentation", () => {
  it("shows in a browser without loading anything from elsewhere", async () => {
    const app = await build();
    const page = await app.inject("/docs/");
    expect(page.statusCode).toBe(200);
    expect(page.headers["content-security-policy"]).toContain("script-src 'self';");
    const sources = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(
      (match) => match[1] ?? "",
    );
    expect(sources.length).toBeGreaterThan(2);
    for (const source of sources) {
      expect(source).toMatch(/^\.?\//);
      expect(
        (await app.inject(new URL(source, "http://x/docs/").pathname)).statusCode,
        source,
      ).toBe(200);
    }
  });
});
