import type { Params } from "@rookery/contracts";
import { describe, expect, test } from "vitest";
import { compileState } from "../src/compiled.ts";
import type { Trainer } from "../src/trainer.ts";
import { makeTask, predictTask, type TrainingTask } from "./make-task.ts";

export interface TrainerPromise {
  /** Parameters that learn the tasks below fast. */
  quick: Params;
  /** Whether it reports steps with snapshots. */
  isIterative?: boolean;
}

/** What every trainer promises. */
export function describeTrainer(trainer: Trainer, { quick, isIterative }: TrainerPromise): void {
  const params = trainer.parameters.parse(quick);
  const fit = (task: TrainingTask, more = {}) => {
    const input = { ...task, params, seed: 1, ...more };
    return (trainer.fit as (given: typeof input) => unknown)(input);
  };

  describe(`trainer ${trainer.name}`, () => {
    const tasks = trainer.task === "classification" ? [2, 3] : [0];
    describe.each(tasks)("with %i classes", (classCount) => {
      const task = makeTask(classCount);
      const shape = { columns: task.columns, classCount };
      const open = (state: unknown) => compileState(trainer, state, shape);

      test("learns a simple task", async () => {
        const answers = predictTask(open(await fit(task)), task.features);
        if (trainer.task === "classification") expect(answers).toEqual([...task.labels]);
        else {
          const misses = answers.filter((answer, i) => Math.abs(answer - task.targets[i]) > 1.5);
          expect(misses).toEqual([]);
        }
      });

      test("answers rows far from those it has seen", async () => {
        const compiled = open(await fit(task));
        const rows = Float64Array.of(0, 0, 1e3, -1e3, -1e6, 1e6, 0.3, -0.2);
        for (const answer of predictTask(compiled, rows)) expect(answer).toSatisfy(Number.isFinite);
        if (compiled.task === "regression") return;
        const probabilities = new Float64Array(classCount);
        for (let i = 0; i < rows.length; i += 2) {
          const label = compiled.classify(rows.subarray(i, i + 2), probabilities);
          expect(probabilities.reduce((sum, value) => sum + value)).toBeCloseTo(1, 12);
          expect(probabilities[label]).toBe(Math.max(...probabilities));
          expect(Math.min(...probabilities)).toBeGreaterThanOrEqual(0);
        }
      });

      test("gives the same state for the same seed, as JSON its own schema takes", async () => {
        const state = await fit(task);
        expect(await fit(task)).toEqual(state);
        expect(trainer.state.parse(JSON.parse(JSON.stringify(state)))).toEqual(state);
      });

      test("leaves its input alone", async () => {
        const { features, labels, targets } = task;
        const before = [features.slice(), labels.slice(), targets.slice()];
        await fit(task);
        expect([features, labels, targets]).toEqual(before);
      });

      test("refuses a state of another shape", async () => {
        const state = await fit(task);
        const as = (other: Partial<typeof shape>) => () =>
          compileState(trainer, state, { ...shape, ...other });
        expect(as({ columns: 3 })).toThrow(RangeError);
        expect(as({ columns: 1 })).toThrow(RangeError);
        if (trainer.task === "classification") expect(as({ classCount: 4 })).toThrow(RangeError);
      });

      test("refuses numbers that are none", async () => {
        const text = JSON.stringify(await fit(task));
        const damaged = JSON.parse(text.replace(/-?\d+\.\d+/, "null"));
        expect(trainer.state.safeParse(damaged).success).toBe(false);
      });

      test.runIf(isIterative)("reports steps from 1 with the estimator so far", async () => {
        const steps: number[] = [];
        let last: unknown;
        const state = await fit(task, {
          report: (step: number, _: unknown, snapshot: () => unknown) => {
            steps.push(step);
            last = structuredClone(snapshot());
            open(last);
          },
        });
        expect(steps).toEqual(steps.map((_, i) => i + 1));
        expect(last).toEqual(state);
        expect(await fit(task)).toEqual(state);
      });

      test.runIf(isIterative)("ends within a step when it should stop", async () => {
        const steps: number[] = [];
        const report = (step: number) => steps.push(step);
        await fit(task, { report, shouldStop: () => steps.length === 2 });
        expect(steps).toEqual([1, 2]);
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
