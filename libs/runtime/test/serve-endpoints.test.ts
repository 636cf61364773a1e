import { AppError, defineEndpoints } from "@rookery/contracts";
import { Validator } from "@seriousme/openapi-schema-validator";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { createHttpServer, type HttpServer, serveEndpoints } from "../src/index.ts";

const apiKey = "a-key-of-sixteen-or-more";
const authorization = `Bearer ${apiKey}`;

const birdEndpoints = defineEndpoints(
  { tag: "birds" },
  {
    nameBird: {
      method: "PUT",
      path: "/birds/:ring",
      summary: "Name a bird",
      params: z.object({ ring: z.coerce.number().int() }),
      query: z.object({ notify: z.enum(["yes", "no"]).default("no").describe("By letter") }),
      body: z.strictObject({ name: z.string() }),
      answers: {
        200: z.object({ ring: z.number(), notify: z.string() }),
        201: z.object({ name: z.string() }).describe("A bird nobody knew"),
      },
      refusals: ["conflict"],
    },
    draw: {
      method: "GET",
      path: "/birds/:ring/pictures/*",
      summary: "A picture",
      params: z.object({ ring: z.coerce.number(), "*": z.string() }),
      answers: { 200: { contentType: "image/png", description: "The picture" } },
    },
    askNest: {
      method: "GET",
      path: "/nest",
      summary: "Not for everybody to see",
      answers: { 200: z.object({}) },
      hidden: true,
      auth: false,
    },
  },
);

/** Somebody else's API: other paths, names and refusals. */
const foreignEndpoints = defineEndpoints(
  {
    tag: "foreign",
    refusalForm: {
      contentType: "application/json",
      schema: z.object({ error_code: z.string(), message: z.string() }),
    },
  },
  {
    logMetric: {
      method: "POST",
      path: "/runs/log-metric",
      summary: "Log a metric",
      body: z.looseObject({ run_id: z.string(), key: z.string(), value: z.number() }),
      answers: { 200: z.object({}) },
      refusals: ["not-found"],
    },
    getRunInfo: {
      method: "GET",
      path: "/runs/get",
      summary: "A run",
      query: z.object({ run_id: z.string() }),
      answers: { 200: z.object({ run: z.object({ info: z.object({ run_id: z.string() }) }) }) },
    },
  },
);

let app: HttpServer;

beforeAll(async () => {
  app = await createHttpServer({
    title: "Birds",
    version: "1.2.3",
    logger: pino({ level: "silent" }),
    apiKeys: [apiKey],
    ready: async () => ({ nest: "up" }),
  });
  await serveEndpoints(app, birdEndpoints).by({
    nameBird: ({ params, query, body }, reply) => {
      if (body.name === "taken") throw new AppError("conflict", "Another bird has that name");
      if (params.ring > 100) {
        reply.header("location", `/birds/${params.ring}`);
        return { status: 201, body: { name: body.name, secret: "not in the schema" } };
      }
      return { status: 200, body: { ring: params.ring, notify: query.notify } };
    },
    draw: ({ params }, reply) => reply.type("image/png").send(params["*"]),
    askNest: () => ({}),
  });
  for (const prefix of ["/api/2.0/mlflow", "/ajax-api/2.0/mlflow"]) {
    await app.register(
      async (scope: HttpServer) => {
        scope.setErrorHandler((error, _request, reply) => {
          const { status, code, message } = AppError.findIn(error) as AppError;
          const isUnknown = code === "not-found";
          const error_code = isUnknown ? "RESOURCE_DOES_NOT_EXIST" : "INVALID_PARAMETER_VALUE";
          reply.code(status).send({ error_code, message });
        });
        await serveEndpoints(scope, foreignEndpoints).by({
          logMetric: ({ body }) => {
            if (body.run_id !== "7")
              throw new AppError("not-found", `Run ${body.run_id} not found`);
            return {};
          },
          getRunInfo: ({ query }) => ({ run: { info: query } }),
        });
      },
      { prefix },
    );
  }
});

afterAll(() => app.close());

describe("an endpoint that is served", () => {
  test("answers by status, in the schema of that status", async () => {
    const headers = { authorization };
    const put = (url: string, payload: object) =>
      app.inject({ method: "PUT", url, payload, headers });
    const known = await put("/birds/7?notify=yes", { name: "Ann" });
    expect([known.statusCode, known.json()]).toEqual([200, { ring: 7, notify: "yes" }]);
    const fresh = await put("/birds/700", { name: "Bob" });
    expect([fresh.statusCode, fresh.json()]).toEqual([201, { name: "Bob" }]);
    expect(fresh.headers.location).toBe("/birds/700");
    const taken = await put("/birds/7", { name: "taken" });
    expect(taken.json()).toMatchObject({ status: 409, code: "conflict" });
    const misfit = await put("/birds/x?notify=maybe", { name: "Ann" });
    expect(misfit.json()).toMatchObject({ status: 400, code: "validation-failed" });
  });

  test("may stream what is no JSON, and be open to everybody", async () => {
    const picture = await app.inject({
      url: "/birds/7/pictures/a/b.png",
      headers: { authorization },
    });
    expect([picture.headers["content-type"], picture.body]).toEqual(["image/png", "a/b.png"]);
    expect((await app.inject("/birds/7/pictures/a")).statusCode).toBe(401);
    expect((await app.inject("/nest")).statusCode).toBe(200);
  });

  test("of an API of somebody else answers and refuses in its own form, under each of its addresses", async () => {
    for (const prefix of ["/api/2.0/mlflow", "/ajax-api/2.0/mlflow"]) {
      const call = (run_id: string) =>
        app.inject({
          method: "POST",
          url: `${prefix}/runs/log-metric`,
          headers: { authorization },
          payload: { run_id, key: "loss", value: 1, dataset_name: null },
        });
      expect((await call("7")).json()).toEqual({});
      const refused = await call("8");
      expect([refused.statusCode, refused.json()]).toEqual([
        404,
        { error_code: "RESOURCE_DOES_NOT_EXIST", message: "Run 8 not found" },
      ]);
      const misfit = await app.inject({ url: `${prefix}/runs/get`, headers: { authorization } });
      expect(misfit.json()).toMatchObject({ error_code: "INVALID_PARAMETER_VALUE" });
    }
  });
});

describe("the OpenAPI document", () => {
  async function read() {
    return (await app.inject({ url: "/openapi.json", headers: { authorization } })).json();
  }

  test("is valid OpenAPI 3.1 of all endpoints that are not hidden", async () => {
    const document = await read();
    const { valid, errors } = await new Validator().validate(structuredClone(document));
    expect([valid, errors ?? []]).toEqual([true, []]);
    expect(Object.keys(document.paths)).toEqual([
      "/health/live",
      "/health/ready",
      "/birds/{ring}",
      "/birds/{ring}/pictures/{path}",
      "/api/2.0/mlflow/runs/log-metric",
      "/api/2.0/mlflow/runs/get",
      "/ajax-api/2.0/mlflow/runs/log-metric",
      "/ajax-api/2.0/mlflow/runs/get",
    ]);
  });

  test("tells how each operation may refuse, in the form of its group", async () => {
    const { paths } = await read();
    const { operationId, tags, parameters, responses } = paths["/birds/{ring}"].put;
    expect({ operationId, tags }).toEqual({ operationId: "nameBird", tags: ["birds"] });
    expect(parameters[0]).toMatchObject({
      name: "notify",
      description: "By letter",
      schema: { default: "no" },
    });
    expect(responses[201].description).toBe("A bird nobody knew");
    expect(responses[409]).toEqual({
      description: "`conflict`: The present state does not allow this",
      content: {
        "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } },
      },
    });
    expect(Object.keys(responses)).toEqual([
      "200",
      "201",
      "400",
      "401",
      "403",
      "404",
      "408",
      "409",
      "413",
      "415",
      "500",
      "503",
      "default",
    ]);
    const foreign = paths["/api/2.0/mlflow/runs/log-metric"].post.responses[404];
    expect(Object.keys(foreign.content["application/json"].schema.properties)).toEqual([
      "error_code",
      "message",
    ]);
  });

  test("names the schemas that it uses, and those alone, and says who may ask", async () => {
    const { components, paths, security } = await read();
    expect(Object.keys(components.schemas)).toEqual(["HealthReport", "Liveness", "Problem"]);
    expect(security).toEqual([{ bearer: [] }, { basic: [] }]);
    expect(Object.keys(components.securitySchemes)).toEqual(["bearer", "basic"]);
    expect(paths["/health/live"].get.security).toEqual([]);
  });
});
