export type { OutputFile } from "./command/collect-output.ts";
export * from "./create-table-cache.ts";
export * from "./create-training-pool.ts";
export type { ProgressListener, ProgressReport, ProgressRules } from "./progress.ts";
export type * from "./tasks.ts";
