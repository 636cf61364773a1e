import { encodeMetric, type RocCurve } from "@rookery/contracts";
import type { ScoredClasses } from "../classification-metrics.ts";

const maxPoints = 200;

/**
 * One class against all others, from (0, 0) to (1, 1). Of a long curve those
 * points are kept that are about equally far from each other along it, so the
 * area under them differs from the true one by far less than 0.001.
 */
export function traceRoc(scored: ScoredClasses, label: number): Omit<RocCurve, "label"> {
  const { falsePositives, truePositives } = countPositives(scored, label);
  const negatives = falsePositives[falsePositives.length - 1];
  const positives = truePositives[truePositives.length - 1];
  let area = 0;
  for (let i = 1; i < falsePositives.length; i++) {
    const width = falsePositives[i] - falsePositives[i - 1];
    area += (width * (truePositives[i] + truePositives[i - 1])) / 2;
  }
  const rate = (count: number, of: number) => (of === 0 ? 0 : Number((count / of).toFixed(5)));
  const kept = thin(falsePositives, truePositives);
  return {
    auc: encodeMetric(area / (negatives * positives)),
    falsePositiveRates: kept.map((i) => rate(falsePositives[i], negatives)),
    truePositiveRates: kept.map((i) => rate(truePositives[i], positives)),
  };
}

/** Counts at every threshold, from that which nobody reaches to that which everybody does. */
function countPositives({ labels, probabilities, classCount }: ScoredClasses, label: number) {
  const scores = Float64Array.from(labels, (_, row) => probabilities[row * classCount + label]);
  const order = Int32Array.from(scores.keys()).sort((a, b) => scores[b] - scores[a]);
  const falsePositives = [0];
  const truePositives = [0];
  let hits = 0;
  for (let i = 0; i < order.length; i++) {
    if (labels[order[i]] === label) hits++;
    if (i + 1 < order.length && scores[order[i + 1]] === scores[order[i]]) continue;
    falsePositives.push(i + 1 - hits);
    truePositives.push(hits);
  }
  return { falsePositives, truePositives };
}

function thin(falsePositives: readonly number[], truePositives: readonly number[]): number[] {
  const last = falsePositives.length - 1;
  if (last < maxPoints) return Array.from({ length: last + 1 }, (_, i) => i);
  const distance = (i: number) =>
    falsePositives[i] / Math.max(1, falsePositives[last]) +
    truePositives[i] / Math.max(1, truePositives[last]);
  const stride = distance(last) / (maxPoints - 1);
  const kept = [0];
  for (let i = 1; i < last; i++) {
    if (distance(i) >= kept.length * stride) kept.push(i);
  }
  return [...kept, last];
}
