import {
  AppError,
  Name,
  PredictRequest,
  PredictResponse,
  VersionNumber,
  VersionParam,
} from "@rookery/contracts";
import type { Database } from "@rookery/database";
import { inputJsonSchema } from "@rookery/learning";
import { findVersion } from "@rookery/registry";
import type { HttpServer } from "@rookery/runtime";
import { z } from "zod";
import type { Champions } from "./create-champions.ts";
import type { VersionCache } from "./create-version-cache.ts";
import type { ServedVersion } from "./load-version.ts";

/** Ten thousand rows of some hundred fields. */
const predictBodyBytes = 32 * 1024 * 1024;
const defaultAlias = "champion";

const PredictBody = PredictRequest.extend({ version: VersionNumber.optional() });
const Which = z.object({
  alias: Name.optional().describe("Default: champion"),
  version: VersionParam.optional(),
});

export interface ServingDeps {
  database: Database;
  versions: VersionCache;
  champions: Champions;
}

export function registerInferenceRoutes(
  app: HttpServer,
  { database, versions, champions }: ServingDeps,
): void {
  async function findFixed(model: string, version: number): Promise<ServedVersion> {
    const known = versions.get(model, version);
    if (known) return known;
    return await versions.load(await findVersion(database.orm, { model, version }));
  }

  async function findAliased(model: string, alias: string): Promise<ServedVersion> {
    const served = await champions.find(model, alias);
    if (served) return served;
    throw new AppError("not-found", `No version of ${model} is ${alias}.`, {
      hint: "Launch a sweep that promotes one, or set the alias by hand.",
    });
  }

  app.post(
    "/predict",
    {
      bodyLimit: predictBodyBytes,
      schema: {
        summary: "Predict one or many rows",
        description:
          "Rows are JSON objects checked against the model's own signature: a missing field, an unknown category or a wrong type refuses the whole request and names every place; `null` means a missing value and is imputed as in training; further fields are ignored. A classification model answers `label` and `probabilities`, a regression model `prediction`.",
        tags: ["predictions"],
        body: PredictBody,
        response: { 200: PredictResponse },
      },
      // The answer is made here from typed values: checking it again would cost more than predicting.
      serializerCompiler: () => JSON.stringify,
    },
    async ({ body }) => {
      const { model, runId, version, predictor } =
        body.version === undefined
          ? await findAliased(body.model, body.alias ?? defaultAlias)
          : await findFixed(body.model, body.version);
      const rows = Array.isArray(body.rows) ? body.rows : [body.rows];
      return { model, version, runId, predictions: predictor.predict(rows) };
    },
  );

  app.get(
    "/models",
    {
      schema: {
        summary: "What is being served",
        tags: ["predictions"],
        response: {
          200: z.object({
            items: z.array(
              z.object({ model: z.string(), alias: z.string(), version: z.number().int() }),
            ),
          }),
        },
      },
    },
    async () => ({
      items: champions
        .list()
        .map(({ alias, served: { model, version } }) => ({ model, alias, version })),
    }),
  );

  app.get(
    "/models/:name/schema",
    {
      schema: {
        summary: "The JSON Schema of a model's input rows",
        tags: ["predictions"],
        params: z.object({ name: Name }),
        querystring: Which,
        response: { 200: z.record(z.string(), z.unknown()) },
      },
    },
    async ({ params, query }) => {
      const { file } =
        query.version === undefined
          ? await findAliased(params.name, query.alias ?? defaultAlias)
          : await findFixed(params.name, query.version);
      return inputJsonSchema(file);
    },
  );
}
