export {
  type Client,
  createClient,
  createInferenceClient,
  type InferenceClient,
  type PageOptions,
} from "./create-client.ts";
export type { ConnectionOptions } from "./request.ts";
