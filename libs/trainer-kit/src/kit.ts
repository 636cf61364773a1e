/** What a module with trainers imports. */
export { AppError } from "@rookery/contracts";
export type {
  ClassificationInput,
  ClassificationTrainer,
  Classifier,
  CommandTrainer,
  EstimatorShape,
  FitInput,
  RegressionInput,
  RegressionTrainer,
  Regressor,
} from "@rookery/learning";
export {
  type TrainerCheck,
  type TrainerPromise,
  trainerChecks,
} from "@rookery/learning";
export { z } from "zod";
export { defineCommandTrainer, defineTrainer } from "./define-trainer.ts";
