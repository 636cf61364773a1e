import { z } from "zod";
import type {
  ClassificationTrainer,
  FitInput,
  FitMemory,
  FitShape,
  RegressionTrainer,
} from "../trainer.ts";
import { createNeighbours, weighNeighbours } from "./find-neighbours.ts";

const parameters = z.strictObject({
  neighbours: z
    .int()
    .min(1)
    .max(10_000)
    .default(5)
    .describe("How many of the nearest training rows count; all of them when there are fewer"),
  weights: z
    .enum(["uniform", "distance"])
    .default("uniform")
    .describe("Whether neighbours count the same, or near ones more: one over the distance"),
});
type Parameters = z.output<typeof parameters>;

const shared = {
  neighbours: z.int().positive(),
  weights: z.enum(["uniform", "distance"]),
  /** The training rows, one after the other. */
  features: z.array(z.number()),
};
const classState = z.strictObject({ ...shared, labels: z.array(z.int().nonnegative()).min(1) });
const numberState = z.strictObject({ ...shared, targets: z.array(z.number()).min(1) });
type ClassState = z.output<typeof classState>;
type NumberState = z.output<typeof numberState>;

/** The model is the training rows themselves, so its file is as large as they are. */
export const kNearestNeighbours: ClassificationTrainer<typeof parameters, ClassState> = {
  name: "k-nearest-neighbours",
  description: "The classes of the nearest training rows; keeps all of them in the model.",
  task: "classification",
  parameters,
  state: classState,
  memory: keptMemory,
  fit: (input) => ({ ...keepRows(input), labels: Array.from(input.labels) }),

  compile(state, { columns, classCount }) {
    const { labels, weights } = state;
    const largest = labels.reduce((most, label) => Math.max(most, label), 0);
    if (largest !== classCount - 1) {
      throw new RangeError(`Expected labels of ${classCount} classes, not of ${largest + 1}`);
    }
    const { rows, distances, find } = openRows(state, labels.length, columns);
    return (row, probabilities) => {
      find(row);
      weighNeighbours(distances, weights);
      probabilities.fill(0);
      let sum = 0;
      for (let i = 0; i < rows.length; i++) {
        probabilities[labels[rows[i]]] += distances[i];
        sum += distances[i];
      }
      let best = 0;
      for (let label = 0; label < classCount; label++) {
        probabilities[label] /= sum;
        if (probabilities[label] > probabilities[best]) best = label;
      }
      return best;
    };
  },
};

export const kNearestNeighboursRegression: RegressionTrainer<typeof parameters, NumberState> = {
  name: "k-nearest-neighbours-regression",
  description: "The mean of the nearest training rows; keeps all of them in the model.",
  task: "regression",
  parameters,
  state: numberState,
  memory: keptMemory,
  fit: (input) => ({ ...keepRows(input), targets: Array.from(input.targets) }),

  compile(state, { columns }) {
    const { targets, weights } = state;
    const { rows, distances, find } = openRows(state, targets.length, columns);
    return (row) => {
      find(row);
      weighNeighbours(distances, weights);
      let sum = 0;
      let weight = 0;
      for (let i = 0; i < rows.length; i++) {
        sum += distances[i] * targets[rows[i]];
        weight += distances[i];
      }
      return sum / weight;
    };
  },
};

/** Once as typed numbers and once as the state. */
function keptMemory({ rows, columns, numberColumns, classCount }: FitShape): FitMemory {
  const answerCharacters = classCount > 0 ? 4 : 20;
  return {
    workingBytes: rows * columns * 8,
    stateNumbers: rows * (columns + 1),
    stateCharacters: rows * (numberColumns * 20 + (columns - numberColumns) * 2 + answerCharacters),
  };
}

function keepRows({ features, params }: Pick<FitInput<Parameters>, "features" | "params">) {
  return { ...params, features: Array.from(features) };
}

function openRows(
  { features, neighbours }: { features: number[]; neighbours: number },
  rowCount: number,
  columns: number,
) {
  if (features.length !== rowCount * columns) {
    throw new RangeError(`Expected ${rowCount} rows of ${columns} features`);
  }
  return createNeighbours({ features: Float64Array.from(features), columns }, neighbours);
}
