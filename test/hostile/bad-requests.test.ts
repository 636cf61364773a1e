import { gzipSync } from "node:zlib";
import { Problem } from "@rookery/contracts";
import { afterAll, expect, test } from "vitest";
import { exchange, json, type RawRequest, rawRequest } from "./support/raw-http.ts";
import { expectHealthy, readResidentBytes, useStack } from "./support/use-stack.ts";

const stack = useStack();
const mebibyte = 1024 * 1024;

type Server = "orchestrator" | "inference";
type Case = [name: string, server: Server, status: number, request: RawRequest | string];

const nobody = "0".repeat(32);
const sweep = (changes: string): RawRequest => ({
  method: "POST",
  path: "/sweeps?dryRun=true",
  headers: [json],
  body: `{"dataset":"penguins","target":"species","space":{"learningRate":0.1}${changes}}`,
});
const predict = (rows: string): RawRequest => ({
  method: "POST",
  path: "/predict",
  headers: [json],
  body: `{"model":"penguins","rows":${rows}}`,
});
const post = (headers: RawRequest["headers"], body: string | Buffer): RawRequest => ({
  method: "POST",
  path: "/sweeps",
  headers: headers ?? [],
  body,
});
const nest = (open: string, close: string, levels: number) =>
  `${open.repeat(levels)}1${close.repeat(levels)}`;
const form = (...parts: string[]) =>
  post(
    [["content-type", "multipart/form-data; boundary=b"]],
    `${parts.map((part) => `--b\r\ncontent-disposition: form-data; ${part}\r\n`).join("")}--b--\r\n`,
  );
const upload = (...parts: string[]) => ({ ...form(...parts), path: "/datasets" });

const bodies: Case[] = [
  ["JSON 100,000 arrays deep", "orchestrator", 400, post([json], nest("[", "]", 100_000))],
  ["JSON 100,000 objects deep", "orchestrator", 400, post([json], nest('{"a":', "}", 100_000))],
  ["a deep space", "orchestrator", 400, sweep(`,"space":${nest('{"a":', "}", 100_000)}`)],
  ["a row a million levels deep", "inference", 422, predict(`[${nest("[", "]", 1_000_000)}]`)],
  [
    "a deep cell",
    "inference",
    422,
    predict(`[{"island":${nest('{"a":', "}", 100_000)},"sex":null}]`),
  ],
  ["a body that is not JSON", "orchestrator", 400, post([json], "{")],
  ["a body that is not UTF-8", "orchestrator", 400, post([json], Buffer.from([0x22, 0xff, 0x22]))],
  ["NaN", "orchestrator", 400, sweep(',"testFraction":NaN')],
  ["a number beyond all", "orchestrator", 400, sweep(',"testFraction":1e999')],
  [
    "an infinite range",
    "orchestrator",
    400,
    sweep(',"space":{"learningRate":{"min":0,"max":1e999}}'),
  ],
  ["an infinite cell", "inference", 422, predict('[{"culmen_length_mm":1e999}]')],
  ["a prototype key", "orchestrator", 400, sweep(',"__proto__":{"dataset":"x"}')],
  ["a constructor key", "orchestrator", 400, sweep(',"constructor":{"prototype":{"a":1}}')],
  ["a hidden prototype key", "orchestrator", 400, sweep(',"space":{"\\u005f_proto__":1}')],
  ["a parameter named as a prototype", "orchestrator", 400, sweep(',"space":{"prototype":1}')],
  ["a row with a prototype", "inference", 400, predict('[{"__proto__":{"island":"Biscoe"}}]')],
  [
    "a model named __proto__",
    "inference",
    400,
    { ...predict("[]"), body: '{"model":"__proto__","rows":{}}' },
  ],
  ["NUL in a name", "orchestrator", 400, sweep(',"name":"a\\u0000b"')],
  ["NUL in a target", "orchestrator", 422, sweep(',"target":"\\u0000"')],
  ["NUL in a feature", "orchestrator", 422, sweep(',"features":["\\u0000"]')],
  ["half a surrogate pair in a name", "orchestrator", 400, sweep(',"name":"\\ud800"')],
  ["half a surrogate pair in a target", "orchestrator", 422, sweep(',"target":"\\udc00"')],
  [
    "SQL as a dataset",
    "orchestrator",
    400,
    sweep(`,"dataset":"x'; drop schema rookery cascade; --"`),
  ],
  [
    "SQL as a target",
    "orchestrator",
    422,
    sweep(`,"target":"\\"; drop schema rookery cascade; --"`),
  ],
  ["SQL as a metric", "orchestrator", 422, sweep(`,"objective":{"metric":"a' or 1=1 --"}`)],
  ["a path as a model", "orchestrator", 400, sweep(',"model":"../../etc/passwd"')],
];

const encodings: Case[] = [
  [
    "a gzip bomb",
    "orchestrator",
    415,
    post([json, ["content-encoding", "gzip"]], gzipSync(Buffer.alloc(100 * mebibyte))),
  ],
  [
    "a small gzip",
    "inference",
    415,
    { ...predict("[]"), headers: [json, ["content-encoding", "br"]] },
  ],
  ["text", "orchestrator", 415, post([["content-type", "text/plain"]], "{}")],
  ["XML", "orchestrator", 415, post([["content-type", "application/xml"]], "<a/>")],
  ["no content type", "orchestrator", 415, post([], "{}")],
  ["a content type of nonsense", "orchestrator", 415, post([["content-type", ";;=,"]], "{}")],
  ["a form where JSON belongs", "orchestrator", 415, form('name="a"\r\n\r\nb')],
  ["JSON where a form belongs", "orchestrator", 415, { ...post([json], "{}"), path: "/datasets" }],
  [
    "a form without a boundary",
    "orchestrator",
    400,
    { ...post([["content-type", "multipart/form-data"]], ""), path: "/datasets" },
  ],
  ["a form without a file", "orchestrator", 400, upload('name="name"\r\n\r\nx')],
  [
    "a form with a prototype field",
    "orchestrator",
    400,
    upload('name="__proto__"\r\n\r\nx', 'name="file"; filename="a.csv"\r\n\r\na\n1\n'),
  ],
  [
    "a file named as a path up",
    "orchestrator",
    422,
    upload('name="file"; filename="../../../etc/passwd"\r\n\r\n'),
  ],
];

const sizes: Case[] = [
  [
    "a body said to be huge",
    "orchestrator",
    413,
    post([json, ["content-length", "99999999999"]], "{"),
  ],
  ["a body of 2 MiB", "orchestrator", 413, post([json], `"${"x".repeat(2 * mebibyte)}"`)],
  ["a body of 40 MiB for inference", "inference", 413, predict(`"${"x".repeat(40 * mebibyte)}"`)],
  [
    "a chunked body without length or end",
    "orchestrator",
    413,
    post([json, ["transfer-encoding", "chunked"]], `300000\r\n${" ".repeat(3 * mebibyte)}\r\n`),
  ],
  ["a long path", "orchestrator", 404, { path: `/datasets/${"a".repeat(10_000)}` }],
  ["an address of 30 KB", "orchestrator", 431, { path: `/datasets?x=${"a".repeat(30_000)}` }],
  ["a header of 30 KB", "inference", 431, { headers: [["x", "a".repeat(30_000)]] }],
  [
    "10,000 headers",
    "orchestrator",
    431,
    { headers: Array.from({ length: 10_000 }, (_, at) => [`x${at}`, "y"] as const) },
  ],
];

const protocol: Case[] = [
  ["TLS", "orchestrator", 400, "\x16\x03\x01\x00\xc8\x01\x00\x00"],
  ["HTTP/2", "inference", 400, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"],
  [
    "a length and chunks",
    "orchestrator",
    400,
    post([json, ["transfer-encoding", "chunked"], ["content-length", "5"]], "0\r\n\r\n"),
  ],
  [
    "two lengths",
    "orchestrator",
    400,
    post([json, ["content-length", "2"], ["content-length", "3"]], "{}"),
  ],
  ["a negative length", "orchestrator", 400, post([json, ["content-length", "-1"]], "{}")],
  ["a header with a bare line feed", "orchestrator", 400, "GET / HTTP/1.1\nhost: x\n evil\r\n\r\n"],
  ["TRACE", "orchestrator", 405, { method: "TRACE", path: "/datasets" }],
  ["OPTIONS", "orchestrator", 405, { method: "OPTIONS", path: "/datasets" }],
  ["QUERY with a body", "inference", 405, { method: "QUERY", path: "/models", body: "{}" }],
  ["DELETE", "inference", 405, { method: "DELETE", path: "/predict" }],
  [
    "an unknown path with a huge body",
    "orchestrator",
    404,
    { method: "POST", path: "/nowhere", headers: [["content-length", "99999999999"]] },
  ],
];

const addresses: Case[] = [
  ["a path up", "orchestrator", 404, { path: "/docs/static/../../../../etc/passwd" }],
  [
    "an encoded path up",
    "orchestrator",
    404,
    { path: "/docs/static/%2e%2e%2f%2e%2e%2fpackage.json" },
  ],
  [
    "a path up, encoded twice",
    "orchestrator",
    404,
    { path: "/docs/static/%252e%252e%252fpackage.json" },
  ],
  [
    "a path up in Bull Board",
    "orchestrator",
    404,
    { path: "/queues/static/..%2f..%2fpackage.json" },
  ],
  [
    "an artifact up",
    "orchestrator",
    404,
    { path: `/runs/${nobody}/artifacts/..%2f..%2fetc%2fpasswd` },
  ],
  [
    "an artifact up, encoded twice",
    "orchestrator",
    404,
    { path: `/runs/${nobody}/artifacts/%252e%252e%252fx` },
  ],
  [
    "an artifact up, with backslashes",
    "orchestrator",
    404,
    { path: `/runs/${nobody}/artifacts/..\\..\\x` },
  ],
  ["a model up", "orchestrator", 400, { path: "/models/..%2f..%2fetc%2fpasswd" }],
  ["a model up at inference", "inference", 400, { path: "/models/..%2f..%2fetc/schema" }],
  ["a dataset named __proto__", "orchestrator", 400, { path: "/datasets/__proto__" }],
  ["a dataset named constructor", "orchestrator", 400, { path: "/datasets/constructor" }],
  [
    "SQL in a dataset's name",
    "orchestrator",
    400,
    { path: "/datasets/x'%3bdrop%20schema%20rookery%20cascade--" },
  ],
  ["NUL in a name", "orchestrator", 400, { path: "/datasets/a%00b" }],
  ["NUL at inference", "inference", 400, { path: "/models/a%00b/schema" }],
  ["NUL in a sort key", "orchestrator", 400, { path: `/sweeps/${nobody}/runs?sort=%00` }],
  ["bytes that are no text", "orchestrator", 404, { path: "/datasets/%ff%fe" }],
  ["a broken escape", "inference", 404, { path: "/models/%/schema" }],
  ["a limit that is no number", "orchestrator", 400, { path: "/sweeps?limit=NaN" }],
  ["a limit beyond all", "orchestrator", 400, { path: "/sweeps?limit=1e999" }],
  ["two limits", "orchestrator", 400, { path: "/sweeps?limit=1&limit=2" }],
  ["SQL as a cursor", "orchestrator", 400, { path: "/sweeps?cursor=1'%20or%201=1--" }],
  [
    "SQL as a promotion cursor",
    "orchestrator",
    400,
    { path: "/models/penguins/promotions?cursor=1;drop" },
  ],
  ["SQL as a state", "orchestrator", 400, { path: "/sweeps?state=running'--" }],
  [
    "a version beyond 32 bits",
    "orchestrator",
    400,
    { path: "/datasets/penguins/versions/2147483648" },
  ],
  ["a version of nonsense", "inference", 400, { path: "/models/penguins/schema?version=NaN" }],
];

test.each([...bodies, ...encodings, ...sizes, ...protocol, ...addresses])(
  "%s (%s) is refused with %i, as a problem",
  async (_name, server, status, request) => {
    const url = server === "orchestrator" ? stack.orchestratorUrl : stack.inferenceUrl;
    const bytes = typeof request === "string" ? request : rawRequest(request);
    const answer = await exchange(url, bytes);
    expect(answer.status, answer.body.slice(0, 500)).toBe(status);
    expect(answer.headers.toLowerCase()).toContain("application/problem+json");
    Problem.parse(JSON.parse(answer.body));
  },
);

test("SQL as a sort key is a metric nobody has, and refused", async () => {
  const path = `/sweeps/${stack.sweepId}/runs?sort=${encodeURIComponent("number; drop schema rookery cascade; --")}`;
  const answer = await exchange(stack.orchestratorUrl, rawRequest({ path }));
  expect(answer.status, answer.body).toBe(400);
});

test("HEAD answers what GET would, without a body", async () => {
  for (const path of ["/datasets", `/sweeps/${stack.sweepId}`, "/openapi.json"]) {
    const answer = await exchange(stack.orchestratorUrl, rawRequest({ method: "HEAD", path }));
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatch(/content-length: [1-9]/);
    expect(answer.body).toBe("");
  }
});

test("a client that hurries gets an answer to each of its requests, in order", async () => {
  const keptAlive = "GET /datasets HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n".repeat(100);
  const last = rawRequest({ path: "/health/live" }).toString();
  const { headers, body } = await exchange(stack.orchestratorUrl, keptAlive + last);
  expect(`${headers}${body}`.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(101);
  expect(body.endsWith('{"status":"up"}')).toBe(true);
});

test("a garbage job that somebody adds in Bull Board fails, and only that", async () => {
  const added = await exchange(
    stack.orchestratorUrl,
    rawRequest({ ...post([json], "{}"), path: "/queues/api/queues/runs/add" }),
  );
  expect(added.status).toBe(200);
  await expectHealthy(stack);
});

afterAll(async () => {
  await expectHealthy(stack);
  expect(await readResidentBytes(stack.process.pid)).toBeLessThan(700 * mebibyte);
});
