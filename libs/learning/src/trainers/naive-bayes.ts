import { z } from "zod";
import { applySoftmax } from "../numerics/apply-softmax.ts";
import type { ClassificationInput, ClassificationTrainer, Classifier } from "./trainer.ts";

/**
 * Gaussian naive Bayes, the model of scikit-learn's `GaussianNB`: within a
 * class every column is normal and independent of the others. One-hot cells
 * count as columns, too.
 */

const parameters = z.strictObject({
  varSmoothing: z
    .number()
    .min(1e-12)
    .max(1)
    .default(1e-9)
    .describe("This share of the largest variance of a column is added to all variances"),
});

const Table = z.array(z.array(z.number()));
/** Per class: of every column the mean and the variance; and the class's share of the rows. */
const state = z.strictObject({
  means: Table,
  variances: z.array(z.array(z.number().positive())),
  priors: z.array(z.number().positive()),
});
type State = z.output<typeof state>;

export const naiveBayes: ClassificationTrainer<typeof parameters, State> = {
  name: "naive-bayes",
  description: "Normal distributions per class and column, as if columns were independent.",
  task: "classification",
  parameters,
  state,

  fit(input) {
    const { rows, columns, labels, classCount, params } = input;
    const counts = new Float64Array(classCount);
    for (const label of labels) counts[label]++;
    const means = meansOf(input, counts);
    const largest = varianceOfAll(input).reduce((most, variance) => Math.max(most, variance), 0);
    // All columns may be constant.
    const floor = params.varSmoothing * (largest > 0 ? largest : 1);
    const variances = variancesOf(input, counts, means);
    const nest = (flat: Float64Array, added = 0) =>
      Array.from({ length: classCount }, (_, label) =>
        Array.from(flat.subarray(label * columns, (label + 1) * columns), (value) => value + added),
      );
    return {
      means: nest(means),
      variances: nest(variances, floor),
      priors: Array.from(counts, (count) => count / rows),
    };
  },

  compile({ means, variances, priors }, { columns, classCount }) {
    const isWhole = (table: number[][]) =>
      table.length === classCount && table.every((row) => row.length === columns);
    if (priors.length !== classCount || !isWhole(means) || !isWhole(variances)) {
      throw new RangeError(`Expected ${classCount} classes of ${columns} means and variances`);
    }
    return compileGaussians({ means, variances, priors }, columns, classCount);
  },
};

type Data = Pick<ClassificationInput, "features" | "rows" | "columns" | "labels" | "classCount">;

function meansOf({ features, rows, columns, labels }: Data, counts: Float64Array): Float64Array {
  const means = new Float64Array(counts.length * columns);
  for (let row = 0; row < rows; row++) {
    const base = labels[row] * columns;
    for (let j = 0; j < columns; j++) means[base + j] += features[row * columns + j];
  }
  return means.map((sum, i) => sum / counts[Math.floor(i / columns)]);
}

function variancesOf(
  { features, rows, columns, labels }: Data,
  counts: Float64Array,
  means: Float64Array,
): Float64Array {
  const squares = new Float64Array(means.length);
  for (let row = 0; row < rows; row++) {
    const base = labels[row] * columns;
    for (let j = 0; j < columns; j++) {
      squares[base + j] += (features[row * columns + j] - means[base + j]) ** 2;
    }
  }
  return squares.map((sum, i) => sum / counts[Math.floor(i / columns)]);
}

/** Per column, over all classes together. */
function varianceOfAll(input: Data): Float64Array {
  const together = { ...input, labels: new Int32Array(input.rows) };
  const counts = Float64Array.of(input.rows);
  return variancesOf(together, counts, meansOf(together, counts));
}

function compileGaussians(
  { means, variances, priors }: State,
  columns: number,
  classCount: number,
): Classifier {
  const centres = Float64Array.from(means.flat());
  /** One over twice the variance. */
  const precisions = Float64Array.from(variances.flat(), (variance) => 0.5 / variance);
  const offsets = Float64Array.from(priors, (prior, label) =>
    variances[label].reduce(
      (sum, variance) => sum - 0.5 * Math.log(2 * Math.PI * variance),
      Math.log(prior),
    ),
  );
  return (row, probabilities) => {
    let best = 0;
    for (let label = 0; label < classCount; label++) {
      let score = offsets[label];
      const base = label * columns;
      for (let j = 0; j < columns; j++) {
        const difference = row[j] - centres[base + j];
        score -= difference * difference * precisions[base + j];
      }
      probabilities[label] = score;
      if (score > probabilities[best]) best = label;
    }
    applySoftmax(probabilities, best);
    return best;
  };
}
