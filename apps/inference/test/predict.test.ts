import { inferenceApi } from "@rookery/contracts";
import { compilePredictor, createTrainers, decodeModel } from "@rookery/learning";
import { type HttpServer, listenHttp } from "@rookery/runtime";
import { createTestDatabase, fieldsOf, readProblem, type TestDatabase } from "@rookery/test";
import { expectDocument, fuzzApi } from "@rookery/test/check-api";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { gentoo, type Models, openModels, type RegisteredVersion } from "./use-models.ts";

let testDatabase: TestDatabase;
let models: Models;
let app: HttpServer;
let first: RegisteredVersion;
let second: RegisteredVersion;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  models = await openModels(testDatabase.url);
  first = await models.addVersion("penguins", 40);
  second = await models.addVersion("penguins", 80);
  await models.promote("penguins", second.version);
  await models.promote("penguins", first.version, "challenger");
  app = await models.serve();
});

afterAll(async () => {
  await models.lifecycle.close();
  await testDatabase.drop();
});

const predict = (payload: object | string) =>
  app.inject({
    method: "POST",
    url: "/predict",
    headers: { "content-type": "application/json" },
    payload: typeof payload === "string" ? payload : JSON.stringify(payload),
  });

const trainers = createTrainers();

describe("a prediction", () => {
  test("of one row answers label, probabilities, model, version and run", async () => {
    const answer = await predict({ model: "penguins", rows: gentoo });
    expect(answer.statusCode, answer.body).toBe(200);
    const body = answer.json();
    expect(body).toMatchObject({ model: "penguins", version: 2, runId: second.runId });
    const file = decodeModel(String(await models.artifacts.get(second.storeKey)), trainers);
    expect(body).toMatchObject(compilePredictor(file, trainers).predict([gentoo]));
    const [{ label, probabilities }] = body.predictions;
    expect(label).toBe("Gentoo");
    expect(Object.keys(probabilities)).toEqual(["Adelie", "Chinstrap", "Gentoo"]);
    const sum = Object.values<number>(probabilities).reduce((a, b) => a + b, 0);
    expect(sum).toBeCloseTo(1, 12);
  });

  test("of a regression model answers a number", async () => {
    const { version } = await models.addRegression("masses");
    const rows = [gentoo, { ...gentoo, sex: "MALE" }];
    const answer = await predict({ model: "masses", version, rows });
    expect(answer.statusCode, answer.body).toBe(200);
    const [female, male] = answer.json().predictions;
    expect(Object.keys(female)).toEqual(["prediction"]);
    expect(female.prediction).toBeGreaterThan(4000);
    expect(male.prediction).toBeGreaterThan(female.prediction);
  });

  test("of many rows answers one each, in their order", async () => {
    const rows = Array.from({ length: 10_000 }, (_, index) => ({
      ...gentoo,
      flipper_length_mm: 170 + (index % 60),
    }));
    const { predictions } = (await predict({ model: "penguins", rows })).json();
    expect(predictions).toHaveLength(10_000);
    expect(predictions[61]).toEqual(predictions[1]);
    expect(predictions[59]).not.toEqual(predictions[0]);
  });

  test("comes from the alias or the version asked for", async () => {
    const versionOf = async (which: object) =>
      (await predict({ model: "penguins", rows: gentoo, ...which })).json().version;
    expect(await versionOf({ alias: "champion" })).toBe(2);
    expect(await versionOf({ alias: "challenger" })).toBe(1);
    expect(await versionOf({ version: 1 })).toBe(1);
    expect(await versionOf({ version: 2 })).toBe(2);
  });

  test("treats null as missing and ignores what is no input", async () => {
    const base = (await predict({ model: "penguins", rows: gentoo })).json().predictions;
    const extra = { ...gentoo, species: "Adelie", comment: { a: [1] }, toString: 1 };
    expect((await predict({ model: "penguins", rows: extra })).json().predictions).toEqual(base);
    const missing = Object.fromEntries(Object.keys(gentoo).map((name) => [name, null]));
    expect((await predict({ model: "penguins", rows: missing })).statusCode).toBe(200);
  });
});

describe("rows that do not fit are refused as a whole, naming the places:", () => {
  const { sex: _sex, ...withoutSex } = gentoo;
  test.each<[string, unknown, string[]]>([
    ["unknown category", { ...gentoo, island: "Atlantis" }, ["rows[0].island"]],
    ["category in other case", { ...gentoo, island: "biscoe" }, ["rows[0].island"]],
    ["missing field", withoutSex, ["rows[0].sex"]],
    ["text for a number", { ...gentoo, culmen_length_mm: "46.1" }, ["rows[0].culmen_length_mm"]],
    ["number for a category", { ...gentoo, sex: 1 }, ["rows[0].sex"]],
    ["array for a number", { ...gentoo, culmen_length_mm: [1] }, ["rows[0].culmen_length_mm"]],
    [
      "several places",
      [gentoo, { ...gentoo, sex: "?", island: 7 }],
      ["rows[1].island", "rows[1].sex"],
    ],
    ["a row that is a number", [gentoo, 7], ["rows[1]"]],
    ["a row that is null", [null], ["rows[0]"]],
    ["a row that is an array", [[1, 2]], ["rows[0]"]],
  ])("%s", async (_title, rows, fields) => {
    const problem = readProblem(await predict({ model: "penguins", rows }));
    expect([problem.status, problem.code]).toEqual([422, "prediction-input-invalid"]);
    expect(fieldsOf(problem)).toEqual(fields);
  });

  test("a number too large for JSON or for the model", async () => {
    const text = JSON.stringify({ model: "penguins", rows: [gentoo] });
    const infinite = readProblem(await predict(text.replace("46.1", "1e999")));
    expect(fieldsOf(infinite)).toEqual(["rows[0].culmen_length_mm"]);
    const huge = await predict(text.replace("46.1", "1.7e308").replace("13.2", "-1.7e308"));
    expect([200, 422]).toContain(huge.statusCode);
  });

  test("too many problems are cut short", async () => {
    const rows = Array.from({ length: 10_000 }, () => ({}));
    const answer = await predict({ model: "penguins", rows });
    expect(readProblem(answer).issues).toHaveLength(20);
  });
});

describe("rows that do not fit are reported where that is asked for:", () => {
  test("each row has an answer of its own, whatever the others are", async () => {
    const rows = [{ ...gentoo, island: "Atlantis" }, gentoo, 7];
    const answer = await predict({ model: "penguins", rows, onInvalid: "report" });
    expect(answer.statusCode, answer.body).toBe(200);
    const alone = (await predict({ model: "penguins", rows: gentoo })).json();
    const { predictions, unknown } = answer.json();
    expect(predictions).toEqual([
      { issues: [expect.objectContaining({ field: "island", value: "Atlantis" })] },
      ...alone.predictions,
      { issues: [expect.objectContaining({ field: "", value: 7 })] },
    ]);
    expect(unknown).toEqual([]);
  });

  test("a model that ignores unknown categories answers, and says what was new", async () => {
    const { version } = await models.addVersion("open-minded", 40, { unknownCategory: "ignore" });
    const rows = [gentoo, { ...gentoo, island: "Atlantis" }];
    const answer = await predict({ model: "open-minded", version, rows });
    expect(answer.statusCode, answer.body).toBe(200);
    expect(answer.json()).toMatchObject({
      predictions: [{ label: "Gentoo" }, { label: expect.any(String) }],
      unknown: [{ field: "island", as: "ignore", values: ["Atlantis"], rows: 1 }],
    });
    const schema = (await app.inject(`/models/open-minded/schema?version=${version}`)).json();
    expect(new Ajv2020({ strict: true }).compile(schema)(rows[1])).toBe(true);
  });

  test("anything but `refuse` and `report` is refused", async () => {
    const problem = readProblem(
      await predict({ model: "penguins", rows: gentoo, onInvalid: "skip" }),
    );
    expect([problem.status, fieldsOf(problem)]).toEqual([400, ["onInvalid"]]);
  });
});

describe("a request that makes no sense is refused:", () => {
  test.each<[string, object | string, number, string[]]>([
    ["no rows", { model: "penguins", rows: [] }, 400, ["rows"]],
    [
      "10,001 rows",
      { model: "penguins", rows: Array.from({ length: 10_001 }, () => gentoo) },
      400,
      ["rows"],
    ],
    ["rows missing", { model: "penguins" }, 400, ["rows"]],
    ["rows as text", { model: "penguins", rows: "x" }, 400, ["rows"]],
    ["model missing", { rows: gentoo }, 400, ["model"]],
    ["a path as model", { model: "../x", rows: gentoo }, 400, ["model"]],
    ["an unknown field", { model: "penguins", rows: gentoo, row: 1 }, 400, ["row"]],
    ["version zero", { model: "penguins", version: 0, rows: gentoo }, 400, ["version"]],
    [
      "version beyond 32 bits",
      { model: "penguins", version: 2 ** 31, rows: gentoo },
      400,
      ["version"],
    ],
    ["a prototype's key in a row", '{"model":"penguins","rows":{"__proto__":{"a":1}}}', 400, []],
    ["no JSON", "{", 400, []],
  ])("%s", async (_title, body, status, fields) => {
    const problem = readProblem(await predict(body));
    expect([problem.status, fieldsOf(problem)]).toEqual([status, fields]);
  });

  test.each<[string, object, string]>([
    ["unknown model", { model: "whales" }, "Launch a sweep"],
    ["unknown alias", { model: "penguins", alias: "best" }, "set the alias"],
    ["unknown model's version", { model: "whales", version: 1 }, "GET /models"],
  ])("%s, with what to do", async (_title, which, hint) => {
    const problem = readProblem(await predict({ ...which, rows: gentoo }));
    expect([problem.status, problem.code]).toEqual([404, "not-found"]);
    expect(problem.hint).toContain(hint);
  });

  test("unknown version", async () => {
    const problem = readProblem(await predict({ model: "penguins", version: 9, rows: gentoo }));
    expect(problem.detail).toContain("no version 9");
  });
});

test("what is served is listed", async () => {
  const { items } = (await app.inject("/models")).json();
  expect(items).toHaveLength(2);
  expect(items).toContainEqual({ model: "penguins", alias: "champion", version: 2 });
  expect(items).toContainEqual({ model: "penguins", alias: "challenger", version: 1 });
});

describe("the schema of a model's input", () => {
  const rowSchema = async (query = "") =>
    (await app.inject(`/models/penguins/schema${query}`)).json();

  test("takes exactly the rows that /predict takes", async () => {
    const check = new Ajv2020({ strict: true }).compile(await rowSchema());
    const cell = fc.oneof(
      fc.constantFrom<unknown>(null, true, "Biscoe", "Dream", "FEMALE", "NA", "", 40, -1, [], {}),
      fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }),
    );
    const row = fc.record(
      Object.fromEntries([...Object.keys(gentoo), "other"].map((name) => [name, cell])),
      { requiredKeys: [] },
    );
    const mostlyGood = fc
      .tuple(row, fc.subarray(Object.keys(gentoo), { minLength: 3 }))
      .map(([odd, good]) => ({
        ...odd,
        ...Object.fromEntries(Object.entries(gentoo).filter(([name]) => good.includes(name))),
      }));
    await fc.assert(
      fc.asyncProperty(mostlyGood, async (rows) => {
        const { statusCode } = await predict({ model: "penguins", rows });
        expect(statusCode).toBe(check(rows) ? 200 : 422);
      }),
      { numRuns: 150, examples: [[gentoo]] },
    );
  });

  test("is there for every alias and version", async () => {
    expect(await rowSchema("?alias=challenger")).toEqual(await rowSchema("?version=1"));
    expect(readProblem(await app.inject("/models/whales/schema")).status).toBe(404);
    expect(readProblem(await app.inject("/models/penguins/schema?version=x")).status).toBe(400);
  });
});

test("the OpenAPI document is valid, well made, and lists every endpoint", async () => {
  await expectDocument(app, inferenceApi);
});

test("no request, however odd, makes the server fail, and every refusal is one that its endpoint names", async () => {
  await fuzzApi({
    app,
    api: inferenceApi,
    bodies: { predict: { model: "penguins", alias: "champion", rows: [gentoo] } },
    known: { name: ["penguins"], version: ["1", "2"] },
    requests: 250,
  });
});

test("with API keys nothing answers without one", async () => {
  const closed = await models.serve({ apiKeys: ["a-key-of-sixteen-or-more"] });
  const url = await listenHttp(closed, { host: "127.0.0.1", port: 0 });
  const body = JSON.stringify({ model: "penguins", rows: gentoo });
  const send = (authorization: string) =>
    fetch(`${url}/predict`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization },
      body,
    });
  expect((await send("Bearer wrong")).status).toBe(401);
  expect((await send("Bearer a-key-of-sixteen-or-more")).status).toBe(200);
});

describe("any JSON at all", () => {
  const oddText = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom(
      ...["__proto__", "constructor", "NaN", "1e999", "", "..", "\0", "\ud800", "x".repeat(5_000)],
    ),
  );
  const oddJson = fc.oneof(
    fc.jsonValue({ maxDepth: 4 }),
    oddText,
    fc.constantFrom<unknown>(2 ** 31, 1e308, [], {}, [[]]),
  );
  const body = fc.oneof(
    oddJson,
    fc.record(
      {
        model: fc.oneof(fc.constant("penguins"), oddJson),
        alias: oddJson,
        version: fc.oneof(fc.nat(), oddJson),
        rows: fc.oneof(oddJson, fc.array(oddJson), fc.record({ island: oddJson, sex: oddJson })),
      },
      { requiredKeys: ["model", "rows"] },
    ),
  );

  test("never makes the server fail, and every refusal is a problem", async () => {
    await fc.assert(
      fc.asyncProperty(body, async (value) => {
        const answer = await predict(JSON.stringify(value));
        expect(answer.statusCode, answer.body).toBeLessThan(500);
        if (answer.statusCode >= 400) readProblem(answer);
      }),
      { numRuns: 200 },
    );
  });

  test("nor does any address", async () => {
    const part = oddText.map((text) => encodeURIComponent(Buffer.from(text).toString()));
    await fc.assert(
      fc.asyncProperty(part, part, async (name, value) => {
        for (const url of [
          `/models/${name}/schema?version=${value}`,
          `/models/penguins/schema?alias=${value}`,
          `/${name}/${value}`,
        ]) {
          const answer = await app.inject(url);
          expect(answer.statusCode, `${url} ${answer.body}`).toBeLessThan(500);
          if (answer.statusCode >= 400) readProblem(answer);
        }
      }),
      { numRuns: 100 },
    );
  });
});
