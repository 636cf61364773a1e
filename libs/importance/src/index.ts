export type { ScoredParams, Trend } from "./find-trend.ts";
export * from "./measure-importance.ts";
