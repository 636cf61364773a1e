export type { FinalizerDeps } from "./deps.ts";
export { type Finalizer, startFinalizer } from "./start-finalizer.ts";
