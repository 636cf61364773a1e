export * from "./create-table-cache.ts";
export * from "./create-training-pool.ts";
export type * from "./tasks.ts";
