export { type Finalizer, startFinalizer } from "./start-finalizer.ts";
