export { startWorker, type Worker } from "./create-worker.ts";
export type { WorkerDeps } from "./deps.ts";
