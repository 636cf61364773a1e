import {
  inferenceApi,
  type PredictRequest,
  type PredictResponse,
  type VersionQuery,
} from "@rookery/contracts";
import { type PredictAllOptions, predictAll } from "./predict-all.ts";
import { readHealth } from "./read-health.ts";
import { type CallOptions, type ConnectionOptions, createRequester } from "./request.ts";

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
  const http = createRequester(inferenceApi, options);
  const answer = (request: PredictRequest, signal?: AbortSignal) =>
    http.json("predict", { body: { ...request, onInvalid: "report" }, signal });
  return {
    /** One row or up to 10,000; a row that does not fit the model refuses them all. */
    predict: (request: Omit<PredictRequest, "onInvalid">, signal?: AbortSignal) =>
      // Only under `report` are refused rows among the answers.
      http.json("predict", { body: request, signal }) as Promise<PredictResponse>,
    /** The same with an answer per row: a prediction, or the `issues` that the model has with it. */
    answer,
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
    ) => predictAll(answer, rows, predictOptions),
    /** The versions that aliases name and that are loaded now. */
    models: (call: CallOptions = {}) => http.json("listServedModels", call),
    /** JSON Schema of a model's rows. */
    schema: (model: string, query: VersionQuery = {}, call: CallOptions = {}) =>
      http.json("getRowSchema", { params: { name: model }, query, signal: call.signal }),
    health: () => readHealth(http),
  };
}
