import { expect, expectTypeOf, test } from "vitest";
import { z } from "zod";
import {
  defineEndpoints,
  type EndpointCall,
  errorCodes,
  fillPath,
  inferenceApi,
  orchestratorApi,
  refusalsOf,
} from "../src/index.ts";

const apis = { orchestratorApi, inferenceApi };

test.each(Object.entries(apis))("no two endpoints of %s have one address", (_name, api) => {
  const addresses = Object.values(api).map(({ method, path }) =>
    `${method} ${path}`.replaceAll(/:\w+/g, ":"),
  );
  expect(new Set(addresses).size).toBe(addresses.length);
});

test("an operation id is one server's alone, but for what every server tells of itself", () => {
  const shared = Object.keys(orchestratorApi).filter((id) => id in inferenceApi);
  expect(shared).toEqual(["checkLive", "checkReady"]);
});

test("every refusal that an endpoint names has a status that no answer of it has", () => {
  for (const api of Object.values(apis)) {
    for (const endpoint of Object.values(api)) {
      if (endpoint.id === "checkReady") continue;
      const statuses = refusalsOf(endpoint).map((code) => String(errorCodes[code].status));
      expect(Object.keys(endpoint.answers).filter((status) => statuses.includes(status))).toEqual(
        [],
      );
    }
  }
});

test("a path is filled in with what names it, escaped", () => {
  const { downloadArtifact, getAlias } = orchestratorApi;
  expect(fillPath(downloadArtifact, { id: "7", "*": "plots/a b?.png" })).toBe(
    "/runs/7/artifacts/plots/a%20b%3F.png",
  );
  expect(fillPath(getAlias, { name: "a/b", alias: ".." })).toBe("/models/a%2Fb/aliases/..");
  // @ts-expect-error it needs an alias too
  expect(() => fillPath(getAlias, { name: "a" })).toThrow("needs alias");
});

test("parameters that are not those of the path do not compile", () => {
  const answers = { 200: z.object({}) };
  defineEndpoints(
    { tag: "birds" },
    {
      tooMany: {
        method: "GET",
        path: "/birds",
        summary: "",
        // @ts-expect-error the path has no `ring`
        params: z.object({ ring: z.string() }),
        answers,
      },
      // @ts-expect-error the path has a `ring`
      tooFew: { method: "GET", path: "/birds/:ring", summary: "", answers },
    },
  );
});

test("a call takes what the handler gets, and leaves out what has a default", () => {
  expectTypeOf<EndpointCall<typeof orchestratorApi.readDatasetRows>>().toEqualTypeOf<
    { params: { name: string; version: number } } & {
      query?: { limit?: number | undefined; offset?: number | undefined };
    }
  >();
});
