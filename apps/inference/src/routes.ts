import { AppError, inferenceEndpoints, type VersionQuery } from "@rookery/contracts";
import type { Database } from "@rookery/database";
import { inputJsonSchema } from "@rookery/learning";
import { findVersion } from "@rookery/registry";
import { type HttpServer, serveEndpoints } from "@rookery/runtime";
import type { Champions } from "./create-champions.ts";
import type { VersionCache } from "./create-version-cache.ts";
import type { ServedVersion } from "./load-version.ts";

const defaultAlias = "champion";

export interface ServingDeps {
  database: Database;
  versions: VersionCache;
  champions: Champions;
}

export async function servePredictions(
  app: HttpServer,
  { database, versions, champions }: ServingDeps,
): Promise<void> {
  async function findServed(
    model: string,
    { version, alias = defaultAlias }: VersionQuery,
  ): Promise<ServedVersion> {
    if (version !== undefined) {
      const known = versions.get(model, version);
      return known ?? versions.load(await findVersion(database.orm, { model, version }));
    }
    const served = await champions.find(model, alias);
    if (served) return served;
    throw new AppError("not-found", `No version of ${model} is ${alias}.`, {
      hint: "Launch a sweep that promotes one, or set the alias by hand.",
    });
  }

  await serveEndpoints(app, inferenceEndpoints).by({
    predict: {
      // The answer is made here from typed values: checking it again would cost more than predicting.
      isTrusted: true,
      handle: async ({ body }) => {
        const { model, runId, version, predictor } = await findServed(body.model, body);
        const rows = Array.isArray(body.rows) ? body.rows : [body.rows];
        const answers =
          body.onInvalid === "report" ? predictor.answer(rows) : predictor.predict(rows);
        return { model, version, runId, ...answers };
      },
    },
    listServedModels: () => ({
      items: champions
        .list()
        .map(({ alias, served: { model, version } }) => ({ model, alias, version })),
    }),
    getRowSchema: async ({ params, query }) =>
      inputJsonSchema((await findServed(params.name, query)).file),
  });
}
