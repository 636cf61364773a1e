import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, test } from "vitest";
import { useOrchestrator } from "./use-orchestrator.ts";

const running = useOrchestrator();

test("the OpenAPI document is valid and lists every route", async () => {
  const document = (await running.app.inject("/openapi.json")).json();
  const result = await new Validator().validate(structuredClone(document));
  expect(result.errors ?? []).toEqual([]);
  const operations = Object.entries<object>(document.paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method} ${path}`),
  );
  expect(operations.sort()).toEqual([
    "get /activity",
    "get /datasets",
    "get /datasets/{name}",
    "get /datasets/{name}/versions",
    "get /datasets/{name}/versions/{version}",
    "get /datasets/{name}/versions/{version}/diff/{other}",
    "get /datasets/{name}/versions/{version}/profile",
    "get /datasets/{name}/versions/{version}/rows",
    "get /experiments",
    "get /health/live",
    "get /health/ready",
    "get /inference",
    "get /models",
    "get /models/{name}",
    "get /models/{name}/aliases/{alias}",
    "get /models/{name}/promotions",
    "get /models/{name}/versions",
    "get /models/{name}/versions/{version}",
    "get /models/{name}/versions/{version}/file",
    "get /runs/{id}",
    "get /runs/{id}/artifacts/{*}",
    "get /sweeps",
    "get /sweeps/{id}",
    "get /sweeps/{id}/attempts",
    "get /sweeps/{id}/events",
    "get /sweeps/{id}/runs",
    "get /trainers",
    "get /workers",
    "patch /sweeps/{id}",
    "post /datasets",
    "post /maintenance/artifacts",
    "post /models/{name}/aliases/{alias}/rollback",
    "post /predict",
    "post /runs/{id}/replay",
    "post /sweeps",
    "post /sweeps/{id}/cancel",
    "post /sweeps/{id}/pause",
    "post /sweeps/{id}/resume",
    "post /sweeps/{id}/retry",
    "put /models/{name}/aliases/{alias}",
  ]);
});
