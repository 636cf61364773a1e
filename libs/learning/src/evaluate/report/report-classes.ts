import type { CalibrationCurve, ClassificationReport } from "@rookery/contracts";
import { countConfusion, type ScoredClasses } from "../classification-metrics.ts";
import { traceRoc } from "./trace-roc.ts";

const maxConfusionClasses = 50;
const maxCurves = 10;
const binCount = 10;
/** A report is bounded whatever the cells hold. */
const maxLabelLength = 100;

/** The part of a report that only classes have. */
export function reportClasses(
  scored: ScoredClasses,
  labels: readonly string[],
): Omit<ClassificationReport, "importance"> {
  const counts = countConfusion(scored);
  const shown = commonest(counts, maxConfusionClasses);
  const curves = commonest(counts, maxCurves);
  const nameOf = (label: number) => labels[label].slice(0, maxLabelLength);
  return {
    task: scored.task,
    rowCount: scored.labels.length,
    classCount: labels.length,
    confusion: {
      labels: shown.map(nameOf),
      counts: shown.map((truth) => shown.map((prediction) => counts[truth][prediction])),
    },
    roc: curves.map((label) => ({ label: nameOf(label), ...traceRoc(scored, label) })),
    calibration: curves.map((label) => ({
      label: nameOf(label),
      bins: measureCalibration(scored, label),
    })),
  };
}

/** The class numbers with the most rows, ascending. */
function commonest(counts: readonly number[][], most: number): number[] {
  const sizes = counts.map((row) => row.reduce((sum, count) => sum + count, 0));
  const order = [...sizes.keys()].sort((a, b) => sizes[b] - sizes[a] || a - b);
  return order.slice(0, most).sort((a, b) => a - b);
}

/** As scikit-learn's `calibration_curve` with uniform bins, with the rows of each bin counted. */
function measureCalibration(
  { labels, probabilities, classCount }: ScoredClasses,
  label: number,
): CalibrationCurve["bins"] {
  const bins = Array.from({ length: binCount }, () => ({ predicted: 0, observed: 0, count: 0 }));
  for (let row = 0; row < labels.length; row++) {
    const probability = probabilities[row * classCount + label];
    // An edge belongs to the bin below it; shares that were added up may be a hair above 1.
    const bin = bins[Math.min(binCount, Math.max(1, Math.ceil(probability * binCount))) - 1];
    bin.predicted += probability;
    bin.observed += labels[row] === label ? 1 : 0;
    bin.count++;
  }
  return bins
    .filter(({ count }) => count > 0)
    .map(({ predicted, observed, count }) => ({
      // Rounding errors of the sum must not lead above 1.
      predicted: Math.min(1, predicted / count),
      observed: observed / count,
      count,
    }));
}
