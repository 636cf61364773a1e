export { type Finalizer, type FinalizerDeps, startFinalizer } from "./create-finalizer.ts";
