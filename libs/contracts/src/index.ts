export * from "./errors.ts";
export * from "./metric-value.ts";
