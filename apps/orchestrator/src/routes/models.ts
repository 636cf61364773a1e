import { modelEndpoints } from "@rookery/contracts";
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
import { type HttpServer, serveEndpoints } from "@rookery/runtime";
import type { OrchestratorDeps } from "../deps.ts";

export async function serveModels(app: HttpServer, deps: OrchestratorDeps): Promise<void> {
  const { database, artifacts } = deps;

  await serveEndpoints(app, modelEndpoints).by({
    listModels: ({ query }) => listModels(database, query),
    getModel: ({ params }) => getModel(database, params.name),
    listModelVersions: ({ params, query }) => listModelVersions(database, params.name, query),
    getModelVersion: ({ params: { name: model, version } }) =>
      getModelVersion(database, { model, version }),
    downloadModel: async ({ params: { name: model, version } }, reply) => {
      const { storeKey } = await findVersion(database.orm, { model, version });
      return reply.type("application/json").send(await artifacts.getStream(storeKey));
    },
    listPromotions: ({ params, query }) => listPromotions(database, params.name, query),
    getAlias: ({ params: { name: model, alias } }) => getAlias(database, { model, alias }),
    setAlias: ({ params: { name: model, alias }, body }) =>
      setAlias(database, { model, alias, ...body }),
    rollBackAlias: ({ params: { name: model, alias }, body }) =>
      rollBack(database, { model, alias, ...body }),
  });
}
