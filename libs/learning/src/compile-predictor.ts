import { AppError, type ErrorIssue, type ModelFile } from "@rookery/contracts";
import { compileModel } from "./compile-model.ts";
import { featureWidth } from "./features.ts";
import { type InputField, readSignature } from "./input-signature.ts";
import { compileRowReader, showValue } from "./read-row.ts";

const maxIssueCount = 20;

export interface RowPrediction {
  label: string;
  /** Per class label; they add up to 1. */
  probabilities: Record<string, number>;
}

export interface Predictor {
  signature: InputField[];
  /**
   * One prediction per row, or none at all: throws `prediction-input-invalid`
   * with up to 20 issues such as `rows[3].island`. What a row must look like
   * stands at `RowReader`.
   */
  predict(rows: readonly unknown[]): RowPrediction[];
}

/** Does the work that is the same for every row once, so that `predict` is a few loops. */
export function compilePredictor(model: ModelFile): Predictor {
  const classify = compileModel(model);
  const readRow = compileRowReader(model.features);
  const { classes } = model;
  const features = new Float64Array(featureWidth(model.features));
  const probabilities = new Float64Array(classes.length);

  return {
    signature: readSignature(model),
    predict(rows) {
      const issues: ErrorIssue[] = [];
      const predictions: RowPrediction[] = [];
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
        const label = classes[classify(features, probabilities)];
        if (Number.isNaN(probabilities[0])) {
          refuse(null, undefined, "The numbers of this row are too large for the model");
          continue;
        }
        predictions.push({ label, probabilities: nameProbabilities(classes, probabilities) });
      }

      if (issues.length > 0) {
        const { field, message } = issues[0];
        throw new AppError("prediction-input-invalid", `${field}: ${message}.`, { issues });
      }
      return predictions;
    },
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
