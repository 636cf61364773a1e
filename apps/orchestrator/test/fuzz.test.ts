import { Problem } from "@rookery/contracts";
import fc from "fast-check";
import type { InjectOptions } from "fastify";
import { beforeAll, expect, test } from "vitest";
import { penguins, uploadCsv } from "./upload.ts";
import { useOrchestrator } from "./use-orchestrator.ts";

const running = useOrchestrator();

beforeAll(async () => {
  await uploadCsv(running.app, "penguins", penguins);
});

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

const request = {
  dataset: "penguins",
  target: "species",
  features: ["sex", "island"],
  space: { learningRate: { min: 0.01, max: 0.1, count: 2 }, steps: { values: [1, 2] } },
  sampler: { name: "grid" },
  validation: { kind: "k-fold", folds: 3 },
  objective: { metric: "accuracy", direction: "maximize" },
  promotion: { rule: "better", margin: 0 },
  testFraction: 0.2,
  seed: 0,
  name: "x",
  version: 1,
  reason: "x",
};

/** A good request with one or two places made odd, however deep they lie. */
const almostGood = fc
  .array(fc.tuple(fc.constantFrom(...pathsOf(request)), oddJson), { minLength: 1, maxLength: 2 })
  .map((changes) =>
    changes.reduce<unknown>((body, [path, value]) => withValue(body, path, value), request),
  );
const body = fc
  .oneof(almostGood, oddJson)
  .map((value) => JSON.stringify(value).replaceAll(`"${deepMark}"`, deepArray));

const segment = oddText.map((text) => encodeURIComponent(Buffer.from(text).toString()));
const query = fc
  .array(
    fc.tuple(
      fc.constantFrom("limit", "cursor", "sort", "order", "state", "name", "dryRun"),
      segment,
    ),
    { maxLength: 3 },
  )
  .map((pairs) => pairs.map(([name, value]) => `${name}=${value}`).join("&"));
const id = fc.oneof(segment, fc.constant("0".repeat(32)));

/** Requests to a route; every `*` in its path becomes something odd. */
function route(method: "GET" | "POST" | "PUT", path: string): fc.Arbitrary<InjectOptions> {
  const places = path.split("*");
  const odd = fc.array(id, { minLength: places.length - 1, maxLength: places.length - 1 });
  return fc.tuple(odd, query, body).map(([values, search, payload]) => {
    const url = `${String.raw({ raw: places }, ...values)}?${search}`;
    if (method === "GET") return { method, url };
    return { method, url, payload, headers: { "content-type": "application/json" } };
  });
}

const anyRequest = fc.oneof(
  { weight: 12, arbitrary: route("POST", "/sweeps") },
  { weight: 3, arbitrary: route("PUT", "/models/*/aliases/*") },
  route("POST", "/datasets"),
  route("POST", "/sweeps/*/cancel"),
  ...[
    "/datasets",
    "/datasets/*",
    "/datasets/*/versions/*",
    "/sweeps",
    "/sweeps/*",
    "/sweeps/*/runs",
    "/sweeps/*/events",
    "/runs/*",
    "/runs/*/artifacts/*",
    "/models",
    "/models/*",
    "/models/*/versions/*",
    "/models/*/versions/*/file",
    "/models/*/promotions",
    "/*",
  ].map((path) => route("GET", path)),
);

test("no request, however odd, makes the server fail, and every refusal is a problem", async () => {
  await fc.assert(fc.asyncProperty(anyRequest, answersWell), { numRuns: 400 });
});

async function answersWell(options: InjectOptions): Promise<void> {
  const answer = await running.app.inject(options);
  expect(answer.statusCode, answer.body).toBeLessThan(500);
  if (answer.statusCode < 400) return;
  expect(answer.headers["content-type"]).toContain("application/problem+json");
  Problem.parse(answer.json());
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
