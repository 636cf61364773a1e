export { type Finalizer, startFinalizer } from "./create-finalizer.ts";
export type { FinalizerDeps } from "./deps.ts";
