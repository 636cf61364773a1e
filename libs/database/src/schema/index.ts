export * from "./datasets.ts";
export * from "./experiments.ts";
export * from "./models.ts";
export * from "./rookery.ts";
export * from "./runs.ts";
export * from "./sweeps.ts";
