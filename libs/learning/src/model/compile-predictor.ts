import {
  AppError,
  type ErrorIssue,
  type ModelFile,
  type Prediction,
  type RefusedRow,
  type TakenCategories,
} from "@rookery/contracts";
import { featureWidth } from "../features/feature-width.ts";
import { compileRowReader, showValue } from "../features/read-row.ts";
import type { Trainers } from "../trainers/create-trainers.ts";
import type { Compiled } from "../trainers/trainer.ts";
import { compileModel } from "./compile-model.ts";
import { listTaken, type TakenList } from "./list-taken.ts";

const maxIssueCount = 20;

export interface Predictor {
  /**
   * One prediction per row, or none at all: throws `prediction-input-invalid`
   * with up to 20 issues such as `rows[3].island`. What a row must look like
   * stands at `RowReader`.
   */
  predict(rows: readonly unknown[]): Answers<Prediction>;
  /** An answer per row: a prediction, or what the model has against it. */
  answer(rows: readonly unknown[]): Answers<Prediction | RefusedRow>;
}

export interface Answers<Answer> {
  predictions: Answer[];
  /** Categories that training had not and that the model took. */
  unknown: TakenCategories[];
}

/** Does the work that is the same for every row once, so that predicting is a few loops. Throws as `compileModel`. */
export function compilePredictor(model: ModelFile, trainers: Trainers): Predictor {
  const predictFeatures = compileAnswer(model, compileModel(model, trainers));
  const readRow = compileRowReader(model.features);
  const features = new Float64Array(featureWidth(model.features));

  function answerRow(row: unknown, taken: TakenList): Prediction | RefusedRow {
    const issues: ErrorIssue[] = [];
    const refuse = (field: string | null, value: unknown, message: string) => {
      if (issues.length === maxIssueCount) return;
      issues.push({ field: field ?? "", value: showValue(value), message });
    };
    const news: Parameters<TakenList["add"]>[] = [];
    readRow(row, features, { refuse, take: (...found) => news.push(found) });
    if (issues.length > 0) return { issues };
    const prediction = predictFeatures(features);
    if (prediction) {
      for (const found of news) taken.add(...found);
      return prediction;
    }
    refuse(null, undefined, "The numbers of this row are too large for the model");
    return { issues };
  }

  return {
    predict(rows) {
      const taken = listTaken();
      const issues: ErrorIssue[] = [];
      const predictions: Prediction[] = [];
      for (let row = 0; row < rows.length && issues.length < maxIssueCount; row++) {
        const answer = answerRow(rows[row], taken);
        if ("issues" in answer)
          issues.push(...answer.issues.map((issue) => placeIssue(row, issue)));
        else predictions.push(answer);
      }
      if (issues.length === 0) return { predictions, unknown: taken.list() };
      const { field, message } = issues[0];
      throw new AppError("prediction-input-invalid", `${field}: ${message}.`, {
        issues: issues.slice(0, maxIssueCount),
      });
    },
    answer(rows) {
      const taken = listTaken();
      return { predictions: rows.map((row) => answerRow(row, taken)), unknown: taken.list() };
    },
  };
}

function placeIssue(row: number, issue: ErrorIssue): ErrorIssue {
  const { field } = issue;
  return { ...issue, field: field === "" ? `rows[${row}]` : `rows[${row}].${field}` };
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
