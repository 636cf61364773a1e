import { defineTrainer, z } from "@rookery/trainer-kit";

/** One point per class; features arrive scaled and one-hot encoded. */
const state = z.strictObject({
  centroids: z.array(z.array(z.number())).min(2),
  sharpness: z.number().positive(),
});

export default defineTrainer({
  name: "nearest-centroid",
  description: "Predicts the class whose mean is nearest, as scikit-learn's NearestCentroid.",
  task: "classification",
  parameters: z.strictObject({
    shrinkage: z
      .number()
      .min(0)
      .max(1)
      .default(0)
      .describe("How far every centroid moves towards the mean of all rows: 0 not at all"),
    sharpness: z
      .number()
      .min(0.01)
      .max(100)
      .default(1)
      .describe("How fast probability falls with the squared distance"),
  }),
  state,

  fit({ features, rows, columns, labels, classCount, params }) {
    const counts = new Array<number>(classCount).fill(0);
    const centroids = counts.map(() => new Array<number>(columns).fill(0));
    const overall = new Array<number>(columns).fill(0);
    for (let row = 0; row < rows; row++) counts[labels[row]]++;
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const value = features[row * columns + column];
        centroids[labels[row]][column] += value / counts[labels[row]];
        overall[column] += value / rows;
      }
    }
    const { shrinkage, sharpness } = params;
    return {
      centroids: centroids.map((centroid) =>
        centroid.map((value, column) => value + shrinkage * (overall[column] - value)),
      ),
      sharpness,
    };
  },

  compile({ centroids, sharpness }, { columns, classCount }) {
    if (centroids.length !== classCount || centroids.some(({ length }) => length !== columns)) {
      throw new RangeError(`Expected ${classCount} centroids of ${columns} numbers`);
    }
    return (row, probabilities) => {
      let nearest = 0;
      for (const [label, centroid] of centroids.entries()) {
        let distance = 0;
        for (let column = 0; column < columns; column++) {
          distance += (row[column] - centroid[column]) ** 2;
        }
        probabilities[label] = -sharpness * distance;
        if (probabilities[label] > probabilities[nearest]) nearest = label;
      }
      const largest = probabilities[nearest];
      let sum = 0;
      for (let label = 0; label < classCount; label++) {
        probabilities[label] = Math.exp(probabilities[label] - largest);
        sum += probabilities[label];
      }
      for (let label = 0; label < classCount; label++) probabilities[label] /= sum;
      return nearest;
    };
  },
});
