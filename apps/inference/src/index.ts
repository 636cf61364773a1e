export { createInference, defaultPort, type InferenceDeps } from "./create-inference.ts";
