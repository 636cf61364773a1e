import {
  Alias,
  AliasName,
  Model,
  ModelSummary,
  ModelVersion,
  Name,
  NamedPageQuery,
  PageQuery,
  Promotion,
  pageOf,
  RollBackRequest,
  SetAliasRequest,
  VersionParam,
} from "@rookery/contracts";
import {
  findVersion,
  getAlias,
  getModel,
  getModelVersion,
  listModels,
  listModelVersions,
  listPromotions,
  rollBack,
  setAlias,
} from "@rookery/registry";
import type { HttpServer } from "@rookery/runtime";
import { z } from "zod";
import type { OrchestratorDeps } from "../deps.ts";

const tags = ["models"];
const ByName = z.object({ name: Name });
const ByVersion = ByName.extend({ version: VersionParam });
const ByAlias = ByName.extend({ alias: AliasName });

export function registerModelRoutes(app: HttpServer, deps: OrchestratorDeps): void {
  registerVersionRoutes(app, deps);
  registerAliasRoutes(app, deps);
}

function registerVersionRoutes(app: HttpServer, { database, artifacts }: OrchestratorDeps): void {
  app.get(
    "/models",
    {
      schema: {
        summary: "List registered models by name",
        tags,
        querystring: NamedPageQuery,
        response: { 200: pageOf(ModelSummary) },
      },
    },
    async (request) => await listModels(database, request.query),
  );

  app.get(
    "/models/:name",
    {
      schema: {
        summary: "A model with its newest versions",
        tags,
        params: ByName,
        response: { 200: Model },
      },
    },
    async (request) => await getModel(database, request.params.name),
  );

  app.get(
    "/models/:name/versions",
    {
      schema: {
        summary: "A model's versions, newest first",
        tags,
        params: ByName,
        querystring: PageQuery,
        response: { 200: pageOf(ModelVersion) },
      },
    },
    async ({ params, query }) => await listModelVersions(database, params.name, query),
  );

  app.get(
    "/models/:name/versions/:version",
    {
      schema: { summary: "One version", tags, params: ByVersion, response: { 200: ModelVersion } },
    },
    async ({ params }) =>
      await getModelVersion(database, { model: params.name, version: params.version }),
  );

  app.get(
    "/models/:name/versions/:version/file",
    { schema: { summary: "The model file", tags, params: ByVersion } },
    async ({ params }, reply) => {
      const { storeKey } = await findVersion(database.orm, {
        model: params.name,
        version: params.version,
      });
      return reply.type("application/json").send(await artifacts.getStream(storeKey));
    },
  );

  app.get(
    "/models/:name/promotions",
    {
      schema: {
        summary: "The audit trail of a model's aliases, newest first",
        tags,
        params: ByName,
        querystring: PageQuery,
        response: { 200: pageOf(Promotion) },
      },
    },
    async ({ params, query }) => await listPromotions(database, params.name, query),
  );
}

function registerAliasRoutes(app: HttpServer, { database }: OrchestratorDeps): void {
  app.get(
    "/models/:name/aliases/:alias",
    {
      schema: {
        summary: "What an alias names, and what it would name after a roll back",
        tags,
        params: ByAlias,
        response: { 200: Alias },
      },
    },
    async ({ params }) => await getAlias(database, { model: params.name, alias: params.alias }),
  );

  app.put(
    "/models/:name/aliases/:alias",
    {
      schema: {
        summary: "Promote by hand",
        tags,
        params: ByAlias,
        body: SetAliasRequest,
        response: { 200: Promotion },
      },
    },
    async ({ params, body }) =>
      await setAlias(database, { model: params.name, alias: params.alias, ...body }),
  );

  app.post(
    "/models/:name/aliases/:alias/rollback",
    {
      schema: {
        summary: "Move an alias back to the version before",
        description:
          "A roll back undoes the newest move forward; the next one goes further back. With `from` it is refused when somebody moved the alias in the meantime.",
        tags,
        params: ByAlias,
        body: RollBackRequest.nullish(),
        response: { 200: Promotion },
      },
    },
    async ({ params, body }) =>
      await rollBack(database, { model: params.name, alias: params.alias, ...body }),
  );
}
