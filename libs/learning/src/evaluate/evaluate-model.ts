import type { ClassificationModelFile, ConfusionMatrix, ModelFile } from "@rookery/contracts";
import { encodeRows } from "../features/encode-rows.ts";
import { compileModel } from "../model/compile-model.ts";
import { type ClassTarget, readTarget } from "../tables/read-target.ts";
import type { Table } from "../tables/table.ts";
import type { Trainers } from "../trainers/create-trainers.ts";
import { countConfusion, type ScoredClasses } from "./classification-metrics.ts";
import { scoreRows } from "./score-rows.ts";
import { measureScored } from "./scored.ts";

export interface ModelEvaluation {
  metrics: Record<string, number>;
  /** `null` for a regression model. */
  confusion: ConfusionMatrix | null;
  rowCount: number;
}

export interface ModelEvaluationInput {
  trainers: Trainers;
  table: Table;
  /** Rows the model has not seen, such as `splitTestRows(...).heldOut`; each must have a target. */
  rows: Int32Array;
}

/**
 * Measures a model. Rows of a class the model does not know count as
 * wrong: the class joins the labels, with probability 0 everywhere.
 */
export function evaluateModel(
  model: ModelFile,
  { trainers, table, rows }: ModelEvaluationInput,
): ModelEvaluation {
  const target = readTarget(table, model.target, model.task);
  const isMissing = (row: number) =>
    target.task === "classification" ? target.labels[row] < 0 : Number.isNaN(target.values[row]);
  if (rows.some(isMissing)) throw new RangeError("a row without a target cannot be judged");

  const compiled = compileModel(model, trainers);
  const matrix = encodeRows(table, model.features, rows);
  const rowCount = rows.length;
  if (model.task === "regression" || target.task === "regression") {
    const scored = scoreRows({ compiled, matrix, target, rows });
    return { metrics: measureScored(scored), confusion: null, rowCount };
  }
  const known = relabel(model, target, rows);
  const scored = addClasses(
    scoreRows({ compiled, matrix, target: known, rows }) as ScoredClasses,
    known.classes.length,
  );
  const confusion = { labels: known.classes, counts: countConfusion(scored) };
  return { metrics: measureScored(scored), confusion, rowCount };
}

/** The target in the model's class numbers, then those of the rows' classes that it does not know. */
function relabel(
  model: ClassificationModelFile,
  target: ClassTarget,
  rows: Int32Array,
): ClassTarget {
  const present = new Set(rows.map((row) => target.labels[row]));
  const classes = [
    ...new Set([...model.classes, ...target.classes.filter((_, label) => present.has(label))]),
  ];
  const classOf = target.classes.map((label) => classes.indexOf(label));
  return { ...target, classes, labels: target.labels.map((label) => classOf[label] ?? -1) };
}

/** The same scores with more classes, none of which the model ever expects. */
function addClasses(scored: ScoredClasses, classCount: number): ScoredClasses {
  if (classCount === scored.classCount) return scored;
  const probabilities = new Float64Array(scored.labels.length * classCount);
  for (let row = 0; row < scored.labels.length; row++) {
    const from = row * scored.classCount;
    const known = scored.probabilities.subarray(from, from + scored.classCount);
    probabilities.set(known, row * classCount);
  }
  return { ...scored, probabilities, classCount };
}
