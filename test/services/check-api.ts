import { createConfig, lintFromString } from "@redocly/openapi-core";
import { type Endpoint, type Endpoints, Problem, refusalsOf } from "@rookery/contracts";
import type { HttpServer } from "@rookery/runtime";
import { Validator } from "@seriousme/openapi-schema-validator";
import fc from "fast-check";
import type { LightMyRequestResponse as InjectAnswer, InjectOptions } from "fastify";
import { expect } from "vitest";

/**
 * The OpenAPI document of a server is valid, a linter has nothing against it,
 * and its operations are those endpoints, each by its id.
 */
export async function expectDocument(app: HttpServer, api: Endpoints): Promise<void> {
  const source = (await app.inject("/openapi.json")).body;
  const { errors } = await new Validator().validate(JSON.parse(source));
  expect(errors ?? []).toEqual([]);
  const config = await createConfig({ extends: ["recommended-strict"] });
  const found = await lintFromString({ source, config });
  expect(found.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
  const { paths } = JSON.parse(source) as { paths: Record<string, Record<string, Operation>> };
  const operations = Object.values(paths).flatMap((item) =>
    Object.values(item).map(({ operationId }) => operationId),
  );
  const shown = Object.values(api).filter(({ hidden }) => !hidden);
  expect(operations.sort()).toEqual(shown.map(({ id }) => id).sort());
}

interface Operation {
  operationId: string;
}

/** What people, and worse, put where a name or a number belongs. */
const oddText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    ...["__proto__", "constructor", "NaN", "-Infinity", "1e999", "null", "", " ", "..", "\0"],
    ...["2147483648", "-1", "0x10", "x".repeat(5_000), "\ud800", "' or 1=1 --", "penguins"],
  ),
);
/** Stands for an array nested so deep that no test could build it. */
const deepMark = "nested deeply";
const deepArray = `${"[".repeat(20_000)}${"]".repeat(20_000)}`;
const oddJson = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  oddText,
  fc.constantFrom(2 ** 31, 1e308, -0, true, [], {}, [[]], { "": "" }),
  fc.constant(deepMark),
);
const segment = oddText.map((text) => encodeURIComponent(Buffer.from(text).toString()));

export interface FuzzOptions {
  app: HttpServer;
  api: Endpoints;
  /** A good body by operation id, of which one or two places are made odd. */
  bodies?: Record<string, unknown>;
  /** Values that name something that is there, by the name of a parameter. */
  known?: Record<string, string[]>;
  requests: number;
}

/**
 * Sends odd requests to every endpoint of a server, as many to each. None
 * makes it fail, and each refusal is a problem of a code that its endpoint names.
 */
export async function fuzzApi({ app, api, bodies, known, requests }: FuzzOptions): Promise<void> {
  const endpoints = Object.values(api);
  for (const endpoint of endpoints) {
    const request = oddRequest(endpoint, bodies?.[endpoint.id], known ?? {});
    await fc.assert(
      fc.asyncProperty(request, async (options) =>
        expectAnswer(endpoint, await app.inject(options)),
      ),
      { numRuns: Math.ceil(requests / endpoints.length) },
    );
  }
}

function expectAnswer(endpoint: Endpoint, answer: InjectAnswer): void {
  if (String(answer.statusCode) in endpoint.answers) return;
  expect(answer.statusCode, answer.body).toBeLessThan(500);
  // A path that is made of `..` leads to another route.
  if (answer.statusCode < 400) return;
  expect(answer.headers["content-type"]).toContain("application/problem+json");
  const { code } = Problem.parse(answer.json());
  expect([...refusalsOf(endpoint), "not-found", "method-not-allowed"]).toContain(code);
}

/** A request with odd values where the endpoint leaves a place open. */
function oddRequest(
  endpoint: Endpoint,
  goodBody: unknown,
  known: Record<string, string[]>,
): fc.Arbitrary<InjectOptions> {
  const { method, path, query = { shape: {} }, headers } = endpoint;
  const place = (name: string) => {
    const there = known[name] ?? [];
    return there.length === 0 ? segment : fc.oneof(segment, fc.constantFrom(...there));
  };
  const segments = path.split("/").map((part) => {
    if (part === "*") return place("*");
    return part.startsWith(":") ? place(part.slice(1)) : fc.constant(part);
  });
  const names = [...Object.keys(query.shape), "unknown"];
  const search = fc
    .array(fc.tuple(fc.constantFrom(...names), segment), { maxLength: 3 })
    .map((pairs) => pairs.map(([name, value]) => `${name}=${value}`).join("&"));
  const headerNames = Object.keys(headers?.shape ?? {});
  const header = fc
    .tuple(fc.constantFrom("", ...headerNames), fc.string({ unit: "grapheme-ascii" }))
    .map(([name, value]) => (name === "" ? {} : { [name]: value }));
  const url = fc.tuple(fc.tuple(...segments), search);
  return fc.tuple(url, header, oddBody(goodBody)).map(([[parts, text], more, payload]) => {
    const options = { method, url: `${parts.join("/")}?${text}`, headers: more };
    if (method === "GET") return options;
    const typed = { ...more, "content-type": "application/json" };
    return { ...options, headers: typed, payload };
  });
}

function oddBody(good: unknown): fc.Arbitrary<string> {
  const places = pathsOf(good);
  const change = fc.tuple(fc.constantFrom(...places, []), oddJson);
  const almostGood = fc
    .array(change, { minLength: 1, maxLength: 2 })
    .map((changes) => changes.reduce((body, [path, value]) => withValue(body, path, value), good));
  return fc
    .oneof({ weight: places.length > 0 ? 4 : 0, arbitrary: almostGood }, oddJson)
    .map((value) => JSON.stringify(value).replaceAll(`"${deepMark}"`, deepArray));
}

function pathsOf(value: unknown): string[][] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    [key],
    ...pathsOf(inner).map((path) => [key, ...path]),
  ]);
}

function withValue(target: unknown, [key, ...rest]: string[], value: unknown): unknown {
  if (key === undefined) return value;
  if (typeof target !== "object" || target === null) return target;
  const copy = Array.isArray(target) ? [...target] : { ...target };
  const inner = withValue((target as Record<string, unknown>)[key], rest, value);
  return Object.assign(copy, { [key]: inner });
}
