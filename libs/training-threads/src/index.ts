export * from "./create-table-cache.ts";
export * from "./create-training-pool.ts";
export type { OutputFile } from "./programs/collect-output.ts";
export type { ProgressListener, ProgressReport, ProgressRules } from "./progress/progress.ts";
export type * from "./tasks.ts";
export * from "./threads/thread-outcome.ts";
