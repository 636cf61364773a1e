import type { Params } from "@rookery/contracts";
import { describe, expect, test } from "vitest";
import type { ClassificationInput, ClassificationTrainer } from "../src/trainer.ts";

/** What every trainer promises. `quick` are parameters that learn the task below fast. */
export function describeTrainer(trainer: ClassificationTrainer, quick: Params): void {
  describe(`trainer ${trainer.name}`, () => {
    describe.each([2, 3])("with %i classes", (classCount) => {
      const input = clusters(classCount, trainer.parameters.parse(quick));
      const shape = { columns: input.columns, classCount };

      test("learns clusters that lie apart", async () => {
        const classify = trainer.compile(await trainer.fit(input), shape);
        const probabilities = new Float64Array(classCount);
        for (let row = 0; row < input.rows; row++) {
          expect(classify(rowOf(input, row), probabilities)).toBe(input.labels[row]);
        }
      });

      test("gives probabilities that add up to 1 and agree with the label", async () => {
        const classify = trainer.compile(await trainer.fit(input), shape);
        const probabilities = new Float64Array(classCount);
        for (const row of [
          [0, 0],
          [1e3, -1e3],
          [-1e6, 1e6],
          [0.3, -0.2],
        ]) {
          const label = classify(Float64Array.from(row), probabilities);
          expect(probabilities.reduce((sum, value) => sum + value)).toBeCloseTo(1, 12);
          expect(probabilities[label]).toBe(Math.max(...probabilities));
          expect(Math.min(...probabilities)).toBeGreaterThanOrEqual(0);
        }
      });

      test("gives the same state for the same seed, as JSON its own schema takes", async () => {
        const state = await trainer.fit(input);
        expect(await trainer.fit(input)).toEqual(state);
        expect(trainer.state.parse(JSON.parse(JSON.stringify(state)))).toEqual(state);
      });

      test("leaves its input alone", async () => {
        const { features, labels } = input;
        const before = [features.slice(), labels.slice()];
        await trainer.fit(input);
        expect([features, labels]).toEqual(before);
      });

      test("refuses a state of another shape", async () => {
        const state = await trainer.fit(input);
        expect(() => trainer.compile(state, { ...shape, columns: 3 })).toThrow(RangeError);
        expect(() => trainer.compile(state, { ...shape, classCount: 4 })).toThrow(RangeError);
      });
    });

    test("documents every parameter, has defaults, and refuses unknown ones", () => {
      expect(() => trainer.parameters.parse({})).not.toThrow();
      expect(trainer.parameters.safeParse({ noSuchParameter: 1 }).success).toBe(false);
      for (const [name, parameter] of Object.entries(trainer.parameters.shape)) {
        expect(parameter.description, name).toBeTruthy();
      }
    });
  });
}

function clusters(
  classCount: number,
  params: Record<string, unknown>,
): ClassificationInput<typeof params> {
  const rows = classCount * 10;
  const features = new Float64Array(rows * 2);
  const labels = Int32Array.from({ length: rows }, (_, row) => row % classCount);
  for (const [row, label] of labels.entries()) {
    const angle = (2 * Math.PI * label) / classCount;
    features[row * 2] = 2 * Math.cos(angle) + ((row * 7) % 5) / 10;
    features[row * 2 + 1] = 2 * Math.sin(angle) + ((row * 3) % 7) / 10;
  }
  return { features, rows, columns: 2, labels, classCount, params, seed: 1 };
}

function rowOf({ features, columns }: ClassificationInput<unknown>, row: number): Float64Array {
  return features.subarray(row * columns, (row + 1) * columns);
}
