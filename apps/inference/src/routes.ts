import { AppError, Name, PredictRequest, PredictResponse } from "@rookery/contracts";
import { inputJsonSchema } from "@rookery/learning";
import { findVersion } from "@rookery/registry";
import type { HttpServer } from "@rookery/runtime";
import { LRUCache } from "lru-cache";
import { z } from "zod";
import type { Champions } from "./create-champions.ts";
import type { InferenceDeps } from "./create-inference.ts";
import { loadVersion, type ServedVersion } from "./load-version.ts";

/** Ten thousand rows of some hundred fields. */
const predictBodyBytes = 32 * 1024 * 1024;
/** Fixed versions kept in memory; aliases are kept besides. */
const keptVersions = 50;
const defaultAlias = "champion";

const Which = z.object({
  alias: Name.optional().describe("Default: champion"),
  version: z.coerce.number().int().min(1).optional(),
});

export function registerInferenceRoutes(
  app: HttpServer,
  { database, artifacts, champions }: InferenceDeps & { champions: Champions },
): void {
  const versions = new LRUCache<string, ServedVersion>({ max: keptVersions });

  async function findFixed(model: string, version: number): Promise<ServedVersion> {
    const key = `${model}@${version}`;
    const known = versions.get(key);
    if (known) return known;
    const stored = await findVersion(database.orm, { model, version });
    const served = await loadVersion(artifacts, stored);
    versions.set(key, served);
    return served;
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
          "Rows are JSON objects checked against the model's own signature: a missing field, an unknown category or a wrong type refuses the whole request and names every place; `null` means a missing value and is imputed as in training; further fields are ignored.",
        tags: ["predictions"],
        body: PredictRequest,
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
            items: z.array(z.object({ model: Name, alias: z.string(), version: z.number().int() })),
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
