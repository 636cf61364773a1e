import { AppError, type ErrorIssue, type ModelFile, type Prediction } from "@rookery/contracts";
import { featureWidth } from "../features/feature-width.ts";
import { compileRowReader, showValue } from "../features/read-row.ts";
import type { Trainers } from "../trainers/create-trainers.ts";
import type { Compiled } from "../trainers/trainer.ts";
import { compileModel } from "./compile-model.ts";

const maxIssueCount = 20;

export interface Predictor {
  /**
   * One prediction per row, or none at all: throws `prediction-input-invalid`
   * with up to 20 issues such as `rows[3].island`. What a row must look like
   * stands at `RowReader`.
   */
  predict(rows: readonly unknown[]): Prediction[];
}

/** Does the work that is the same for every row once, so that `predict` is a few loops. Throws as `compileModel`. */
export function compilePredictor(model: ModelFile, trainers: Trainers): Predictor {
  const predictFeatures = compileAnswer(model, compileModel(model, trainers));
  const readRow = compileRowReader(model.features);
  const features = new Float64Array(featureWidth(model.features));

  return {
    predict(rows) {
      const issues: ErrorIssue[] = [];
      const predictions: Prediction[] = [];
      let row = 0;
      const refuse = (field: string | null, value: unknown, message: string) => {
        if (issues.length === maxIssueCount) return;
        const path = field === null ? `rows[${row}]` : `rows[${row}].${field}`;
        issues.push({ field: path, value: showValue(value), message });
      };

      for (; row < rows.length && issues.length < maxIssueCount; row++) {
        const before = issues.length;
        readRow(rows[row], features, refuse);
        if (issues.length > before) continue;
        const prediction = predictFeatures(features);
        if (prediction) predictions.push(prediction);
        else refuse(null, undefined, "The numbers of this row are too large for the model");
      }

      if (issues.length > 0) {
        const { field, message } = issues[0];
        throw new AppError("prediction-input-invalid", `${field}: ${message}.`, { issues });
      }
      return predictions;
    },
  };
}

/** Answers `null` when the row is beyond what the model's numbers can carry. */
function compileAnswer(
  model: ModelFile,
  compiled: Compiled,
): (features: Float64Array) => Prediction | null {
  if (compiled.task === "regression") {
    return (features) => {
      const prediction = compiled.estimate(features);
      return Number.isFinite(prediction) ? { prediction } : null;
    };
  }
  const classes = model.task === "classification" ? model.classes : [];
  const probabilities = new Float64Array(classes.length);
  return (features) => {
    const label = classes[compiled.classify(features, probabilities)];
    if (Number.isNaN(probabilities[0])) return null;
    return { label, probabilities: nameProbabilities(classes, probabilities) };
  };
}

function nameProbabilities(
  classes: readonly string[],
  values: Float64Array,
): Record<string, number> {
  const named: Record<string, number> = {};
  for (let i = 0; i < classes.length; i++) named[classes[i]] = values[i];
  return named;
}
