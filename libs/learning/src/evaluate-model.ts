import type { ModelFile } from "@rookery/contracts";
import { compileModel } from "./compile-model.ts";
import { encodeRows } from "./features.ts";
import {
  type ClassificationMetrics,
  type ConfusionMatrix,
  countConfusion,
  measureClassification,
  type Scored,
} from "./metrics.ts";
import { readTarget, type Target } from "./read-target.ts";
import { scoreRows } from "./score-rows.ts";
import type { Table } from "./table.ts";

export interface ModelEvaluation {
  metrics: ClassificationMetrics;
  confusion: ConfusionMatrix;
  rowCount: number;
}

/**
 * Measures a model on rows it has not seen, such as `splitTestRows(...).heldOut`;
 * each must have a target. Rows of a class the model does not know count as
 * wrong: the class joins the labels, with probability 0 everywhere.
 */
export function evaluateModel(model: ModelFile, table: Table, rows: Int32Array): ModelEvaluation {
  const target = readTarget(table, model.target);
  const classes = joinClasses(model.classes, target, rows);
  const classOf = target.classes.map((label) => classes.indexOf(label));
  const labels = rows.map((row) => classOf[target.labels[row]]);

  const matrix = encodeRows(table, model.features, rows);
  const known = scoreRows(compileModel(model), matrix, labels, model.classes.length);
  const scored = addClasses(known, classes.length);
  return {
    metrics: measureClassification(scored),
    confusion: { labels: classes, counts: countConfusion(scored) },
    rowCount: rows.length,
  };
}

/** The model's classes, then those of the rows that it does not know. */
function joinClasses(known: readonly string[], target: Target, rows: Int32Array): string[] {
  const present = new Set(rows.map((row) => target.labels[row]));
  if (present.has(-1)) throw new RangeError("a row without a target cannot be judged");
  return [...new Set([...known, ...target.classes.filter((_, label) => present.has(label))])];
}

/** The same scores with more classes, none of which the model ever expects. */
function addClasses(scored: Scored, classCount: number): Scored {
  if (classCount === scored.classCount) return scored;
  const probabilities = new Float64Array(scored.labels.length * classCount);
  for (let row = 0; row < scored.labels.length; row++) {
    const from = row * scored.classCount;
    const known = scored.probabilities.subarray(from, from + scored.classCount);
    probabilities.set(known, row * classCount);
  }
  return { ...scored, probabilities, classCount };
}
