import type { ModelFile } from "@rookery/contracts";
import { compileModel } from "./compile-model.ts";
import { encodeRows } from "./features.ts";
import {
  type ClassificationMetrics,
  type ConfusionMatrix,
  countConfusion,
  measureClassification,
} from "./metrics.ts";
import { readTarget } from "./read-target.ts";
import { scoreRows } from "./score-rows.ts";
import type { Table } from "./table.ts";

export interface ModelEvaluation {
  metrics: ClassificationMetrics;
  confusion: ConfusionMatrix;
  rowCount: number;
}

/** Measures a model on rows it has not seen, such as `splitTestRows(...).heldOut`. */
export function evaluateModel(model: ModelFile, table: Table, rows: Int32Array): ModelEvaluation {
  const target = readTarget(table, model.target);
  const classOf = target.classes.map((label) => model.classes.indexOf(label));
  const known = rows.filter((row) => (classOf[target.labels[row]] ?? -1) >= 0);
  const labels = known.map((row) => classOf[target.labels[row]]);

  const matrix = encodeRows(table, model.features, known);
  const scored = scoreRows(compileModel(model), matrix, labels, model.classes.length);
  return {
    metrics: measureClassification(scored),
    confusion: { labels: model.classes, counts: countConfusion(scored) },
    rowCount: known.length,
  };
}
