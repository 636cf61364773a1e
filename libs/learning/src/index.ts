export * from "./compile-predictor.ts";
export * from "./create-table-builder.ts";
export * from "./evaluate-model.ts";
export * from "./evaluate-run.ts";
export * from "./fit-model.ts";
export * from "./input-signature.ts";
export type {
  ClassificationMetrics,
  ConfusionMatrix,
} from "./metrics.ts";
export * from "./model-codec.ts";
export * from "./parse-date.ts";
export * from "./plan-splits.ts";
export { readTarget, type Target } from "./read-target.ts";
export { splitTestRows, type TestSplit, type TestSplitInput } from "./split-test-rows.ts";
export * from "./table.ts";
export type * from "./trainer.ts";
export * from "./trainers.ts";
