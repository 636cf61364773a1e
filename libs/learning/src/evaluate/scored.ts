import { knownMetrics, type Metric } from "@rookery/contracts";
import {
  countConfusion,
  measureClassification,
  measureConfusion,
  measureLogLoss,
  measureRocAuc,
  type ScoredClasses,
} from "./classification-metrics.ts";
import { measureRegression, type ScoredNumbers } from "./regression-metrics.ts";

/** What a model said about rows whose target is known. */
export type Scored = ScoredClasses | ScoredNumbers;

/** Every metric of the task. */
export function measureScored(scored: Scored): Record<string, number> {
  return scored.task === "classification"
    ? measureClassification(scored)
    : measureRegression(scored);
}

/** One metric, for less than all of them cost. Throws a `RangeError` for one of another task. */
export function measureMetric(scored: Scored, metric: Metric): number {
  if (knownMetrics[metric].task !== scored.task) {
    throw new RangeError(`${metric} does not measure ${scored.task}`);
  }
  if (scored.task === "regression") return measureScored(scored)[metric];
  if (metric === "roc_auc") return measureRocAuc(scored);
  if (metric === "log_loss") return measureLogLoss(scored);
  const fromConfusion: Record<string, number> = measureConfusion(countConfusion(scored));
  return fromConfusion[metric];
}

/** The folds' rows as if they had been scored together. */
export function joinScored(parts: readonly Scored[]): Scored {
  const [first] = parts;
  if (first.task === "regression") {
    const numbers = parts as readonly ScoredNumbers[];
    return {
      task: first.task,
      actual: joinNumbers(numbers.map(({ actual }) => actual)),
      predicted: joinNumbers(numbers.map(({ predicted }) => predicted)),
    };
  }
  const classes = parts as readonly ScoredClasses[];
  return {
    task: first.task,
    labels: Int32Array.from(classes.flatMap(({ labels }) => [...labels])),
    predicted: Int32Array.from(classes.flatMap(({ predicted }) => [...predicted])),
    probabilities: joinNumbers(classes.map(({ probabilities }) => probabilities)),
    classCount: first.classCount,
  };
}

function joinNumbers(parts: readonly Float64Array[]): Float64Array {
  const joined = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}
