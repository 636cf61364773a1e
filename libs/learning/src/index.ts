export * from "./evaluate/create-fit-watch.ts";
export * from "./evaluate/estimate-memory.ts";
export type { FoldEvaluation } from "./evaluate/evaluate-fold.ts";
export * from "./evaluate/evaluate-model.ts";
export { evaluateRun, type RunEvaluation, type RunInput } from "./evaluate/evaluate-run.ts";
export { maxCellCount } from "./features/encode-rows.ts";
export * from "./features/find-taken-rows.ts";
export * from "./model/compile-predictor.ts";
export * from "./model/fit-model.ts";
export * from "./model/model-codec.ts";
export * from "./model/read-signature.ts";
export * from "./programs/command-trainer.ts";
export * from "./programs/evaluate-predictions.ts";
export * from "./programs/plan-program-run.ts";
export * from "./tables/create-table-builder.ts";
export type { DroppedClass } from "./tables/drop-rare-classes.ts";
export * from "./tables/parse-date.ts";
export * from "./tables/plan-splits.ts";
export { readTarget, type Target } from "./tables/read-target.ts";
export * from "./tables/table.ts";
export {
  type TrainerCheck,
  type TrainerPromise,
  trainerChecks,
} from "./trainers/checks/trainer-checks.ts";
export * from "./trainers/complete-params.ts";
export { createTrainers, type Trainers } from "./trainers/create-trainers.ts";
export type * from "./trainers/trainer.ts";
