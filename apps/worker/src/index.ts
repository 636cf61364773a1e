export { startWorker, type Worker, type WorkerDeps } from "./create-worker.ts";
