import { z } from "zod";
import type { Direction } from "./direction.ts";

/** What a model predicts: one of some classes, or a number. */
export const tasks = ["classification", "regression"] as const;
export const Task = z.enum(tasks);
export type Task = z.infer<typeof Task>;

interface MetricFacts {
  task: Task;
  direction: Direction;
  title: string;
}

/**
 * Every metric a run is measured by, defined as scikit-learn defines them with
 * zero_division=0. Macro averages and balanced accuracy go over the classes
 * that occur, so a class nobody has and nobody predicts does not count.
 */
export const knownMetrics = {
  accuracy: { task: "classification", direction: "maximize", title: "Accuracy" },
  balanced_accuracy: { task: "classification", direction: "maximize", title: "Balanced accuracy" },
  precision_macro: { task: "classification", direction: "maximize", title: "Precision (macro)" },
  recall_macro: { task: "classification", direction: "maximize", title: "Recall (macro)" },
  f1_macro: { task: "classification", direction: "maximize", title: "F1 (macro)" },
  roc_auc: {
    task: "classification",
    direction: "maximize",
    title: "ROC AUC (one versus rest, macro)",
  },
  log_loss: { task: "classification", direction: "minimize", title: "Log loss" },
  rmse: { task: "regression", direction: "minimize", title: "Root mean squared error" },
  mae: { task: "regression", direction: "minimize", title: "Mean absolute error" },
  r2: { task: "regression", direction: "maximize", title: "R²" },
} as const satisfies Record<string, MetricFacts>;

type MetricOf<T extends Task> = {
  [Name in keyof typeof knownMetrics]: (typeof knownMetrics)[Name]["task"] extends T ? Name : never;
}[keyof typeof knownMetrics];
export type Metric = keyof typeof knownMetrics;
export type ClassificationMetric = MetricOf<"classification">;
export type RegressionMetric = MetricOf<"regression">;

export const metricNames = Object.keys(knownMetrics) as Metric[];

/** What a task's runs are compared by unless somebody says otherwise. */
export const defaultMetric = {
  classification: "accuracy",
  regression: "rmse",
} as const satisfies { [T in Task]: MetricOf<T> };

export function isMetric(name: string): name is Metric {
  return Object.hasOwn(knownMetrics, name);
}

/** The metrics of a task's runs, in the order of the table. */
export function metricsOf(task: Task): Metric[] {
  return metricNames.filter((name) => knownMetrics[name].task === task);
}

/** Whether more of a metric is better or less; undefined of metrics that a run has of its own. */
export function directionOf(name: string): Direction | undefined {
  return isMetric(name) ? knownMetrics[name].direction : undefined;
}
