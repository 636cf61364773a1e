import type { ClassificationMetric, ConfusionMatrix } from "@rookery/contracts";

/**
 * Defined as scikit-learn defines them with zero_division=0. Macro averages and
 * balanced accuracy go over the classes that occur, so a class nobody has and
 * nobody predicts does not count.
 */
export type ClassificationMetrics = Record<ClassificationMetric, number>;

/** What a model said about rows whose class is known. */
export interface ScoredClasses {
  task: "classification";
  /** Per row its true class number. */
  labels: Int32Array;
  /** Per row the class number the model chose. */
  predicted: Int32Array;
  /** Row-major: one probability per row and class. */
  probabilities: Float64Array;
  classCount: number;
}

export function measureClassification(scored: ScoredClasses): ClassificationMetrics {
  return {
    ...measureConfusion(countConfusion(scored)),
    roc_auc: measureRocAuc(scored),
    log_loss: measureLogLoss(scored),
  };
}

/** What follows from how often each class was taken for each other. */
export function measureConfusion(counts: ConfusionMatrix["counts"]) {
  const classes = counts.map((row, label) => {
    const hits = row[label];
    const actual = total(row);
    const claimed = total(counts.map((other) => other[label]));
    return {
      actual,
      occurs: actual + claimed > 0,
      precision: ratio(hits, claimed),
      recall: ratio(hits, actual),
      f1: ratio(2 * hits, actual + claimed),
    };
  });
  const occurring = classes.filter(({ occurs }) => occurs);
  const actual = classes.filter((entry) => entry.actual > 0);

  return {
    accuracy: total(counts.map((row, label) => row[label])) / total(counts.map(total)),
    balanced_accuracy: mean(actual.map(({ recall }) => recall)),
    precision_macro: mean(occurring.map(({ precision }) => precision)),
    recall_macro: mean(occurring.map(({ recall }) => recall)),
    f1_macro: mean(occurring.map(({ f1 }) => f1)),
  };
}

export function countConfusion({ labels, predicted, classCount }: ScoredClasses): number[][] {
  const counts = Array.from({ length: classCount }, () => new Array<number>(classCount).fill(0));
  for (let i = 0; i < labels.length; i++) counts[labels[i]][predicted[i]]++;
  return counts;
}

/**
 * Area under the ROC curve of the second of two classes; for more classes the
 * mean of every class against the rest. NaN when a class does not occur, or
 * is the only one.
 */
export function measureRocAuc({ labels, probabilities, classCount }: ScoredClasses): number {
  const areaOf = (label: number) =>
    rankArea(
      Float64Array.from(labels, (_, i) => probabilities[i * classCount + label]),
      Array.from(labels, (actual) => actual === label),
    );
  if (classCount === 2) return areaOf(1);
  return mean(Array.from({ length: classCount }, (_, label) => areaOf(label)));
}

/** The Mann-Whitney form: ties share their mean rank. */
function rankArea(scores: Float64Array, positive: readonly boolean[]): number {
  const order = Array.from(scores.keys()).sort((a, b) => scores[a] - scores[b]);
  let rankSum = 0;
  let positives = 0;
  for (let start = 0; start < order.length; ) {
    let end = start;
    let tiedPositives = 0;
    while (end < order.length && scores[order[end]] === scores[order[start]]) {
      if (positive[order[end]]) tiedPositives++;
      end++;
    }
    rankSum += (tiedPositives * (start + 1 + end)) / 2;
    positives += tiedPositives;
    start = end;
  }
  const negatives = order.length - positives;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/** Natural logarithm; probabilities are kept an epsilon away from 0 and 1. */
export function measureLogLoss({ labels, probabilities, classCount }: ScoredClasses): number {
  let sum = 0;
  for (let i = 0; i < labels.length; i++) {
    const probability = probabilities[i * classCount + labels[i]];
    sum -= Math.log(Math.min(Math.max(probability, Number.EPSILON), 1 - Number.EPSILON));
  }
  return sum / labels.length;
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function mean(values: readonly number[]): number {
  return total(values) / values.length;
}
