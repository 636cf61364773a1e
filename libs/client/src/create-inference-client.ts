import { type PredictRequest, PredictResponse } from "@rookery/contracts";
import { z } from "zod";
import { type PredictAllOptions, predictAll } from "./predict-all.ts";
import { readHealth } from "./read-health.ts";
import { type CallOptions, type ConnectionOptions, createRequester } from "./request.ts";

const ServedModels = z.object({
  items: z.array(z.object({ model: z.string(), alias: z.string(), version: z.number().int() })),
});

/** JSON Schema of one row; `null` is a missing value everywhere. */
const RowSchema = z.looseObject({
  properties: z.record(
    z.string(),
    z.looseObject({
      type: z.array(z.string()).optional(),
      enum: z.array(z.string().nullable()).optional().describe("The values a category may have"),
    }),
  ),
});
export type RowSchema = z.infer<typeof RowSchema>;

export interface Which {
  /** Default: champion. */
  alias?: string | undefined;
  version?: number | undefined;
}

/** A typed client of the inference API. */
export type InferenceClient = ReturnType<typeof createInferenceClient>;

/**
 * A typed client of the inference API. Calls reject with an `AppError`, as those of `createClient` do.
 *
 * @example
 * const inference = createInferenceClient({ url: "http://127.0.0.1:7200" });
 * const { predictions } = await inference.predict({ model: "penguins", rows: [row] });
 */
export function createInferenceClient(options: ConnectionOptions) {
  const http = createRequester(options);
  const predict = (request: PredictRequest, signal?: AbortSignal) =>
    http.json(PredictResponse, "/predict", { method: "POST", body: request, signal });
  return {
    /** One row or up to 10,000; a row that does not fit the model refuses them all. */
    predict,
    /**
     * Any number of rows, from anything that can be iterated, in batches and in
     * their order. Rows that do not fit the model come back with what is wrong.
     *
     * @example
     * for await (const { results } of inference.predictAll(rows, { model: "penguins" })) {
     *   for (const { row, prediction, issues } of results) console.log(row, prediction ?? issues);
     * }
     */
    predictAll: <Row>(
      rows: AsyncIterable<Row> | Iterable<Row>,
      predictOptions: PredictAllOptions<Row>,
    ) => predictAll(predict, rows, predictOptions),
    /** The versions that aliases name and that are loaded now. */
    models: (call: CallOptions = {}) => http.json(ServedModels, "/models", call),
    /** JSON Schema of a model's rows. */
    schema: (model: string, which: Which = {}, call: CallOptions = {}): Promise<RowSchema> =>
      http.json(RowSchema, `/models/${encodeURIComponent(model)}/schema`, {
        query: { ...which },
        signal: call.signal,
      }),
    health: () => readHealth(http),
  };
}
