export type * from "@rookery/contracts";
export { AppError } from "@rookery/contracts";
export {
  type Client,
  createClient,
  type ImportOptions,
  type PageOptions,
} from "./create-client.ts";
export {
  createInferenceClient,
  type InferenceClient,
} from "./create-inference-client.ts";
export { listAll } from "./list-all.ts";
export type { PredictAllOptions, PredictedBatch, RowResult } from "./predict-all.ts";
export { type CallOptions, type ConnectionOptions, readProblem } from "./request.ts";
export type { UploadSource } from "./stream-form.ts";
export { UnknownAnswer } from "./unknown-answer.ts";
