export { defaultPort } from "./config.ts";
export { createInference, type InferenceDeps } from "./create-inference.ts";
