/**
 * Classification metrics, defined as scikit-learn defines them with
 * zero_division=0. Macro averages and balanced accuracy go over the classes
 * that occur, so a class nobody has and nobody predicts does not count.
 */
export const classificationMetrics = {
  accuracy: { direction: "maximize", title: "Accuracy" },
  balanced_accuracy: { direction: "maximize", title: "Balanced accuracy" },
  precision_macro: { direction: "maximize", title: "Precision (macro)" },
  recall_macro: { direction: "maximize", title: "Recall (macro)" },
  f1_macro: { direction: "maximize", title: "F1 (macro)" },
  roc_auc: { direction: "maximize", title: "ROC AUC (one versus rest, macro)" },
  log_loss: { direction: "minimize", title: "Log loss" },
} as const satisfies Record<string, { direction: "maximize" | "minimize"; title: string }>;

export type ClassificationMetric = keyof typeof classificationMetrics;

export const classificationMetricNames = Object.keys(
  classificationMetrics,
) as ClassificationMetric[];
