import assert from "node:assert/strict";
import type { Params } from "@rookery/contracts";
import { compileState, type EstimatorShape, type Trainer } from "../trainer.ts";
import { makeTask, predictTask, type TrainingTask } from "./make-task.ts";

export interface TrainerPromise {
  /** Parameters that learn small tasks fast. Default: the trainer's own. */
  quick?: Params;
  /** Whether it reports steps with snapshots. Default: no. */
  isIterative?: boolean;
}

/** One thing a trainer promises; `check` rejects with an `AssertionError` when it does not hold. */
export interface TrainerCheck {
  title: string;
  check(): Promise<void>;
}

/**
 * What every trainer promises, for any test runner.
 *
 * @example
 * import { test } from "node:test";
 * for (const { title, check } of trainerChecks(myTrainer)) test(title, check);
 */
export function trainerChecks(trainer: Trainer, promise: TrainerPromise = {}): TrainerCheck[] {
  const classCounts = trainer.task === "classification" ? [2, 3] : [0];
  return classCounts.flatMap((classCount) => {
    const bench = createBench(trainer, promise.quick ?? {}, classCount);
    const checks = { ...always, ...(promise.isIterative && iterative) };
    return Object.entries(checks).map(([title, check]) => ({
      title: classCount === 0 ? title : `${title}, with ${classCount} classes`,
      check: () => check(bench),
    }));
  });
}

type Bench = ReturnType<typeof createBench>;

/** A small task, and the trainer at work on it. */
function createBench(trainer: Trainer, quick: Params, classCount: number) {
  const task: TrainingTask = makeTask(classCount);
  const shape: EstimatorShape = { columns: task.columns, classCount };
  return {
    trainer,
    task,
    fit: async (more = {}): Promise<unknown> => {
      const params = trainer.parameters.parse(quick);
      const input = { ...task, params, seed: 1, ...more };
      return await (trainer.fit as (given: typeof input) => unknown)(input);
    },
    open: (state: unknown, other: Partial<EstimatorShape> = {}) =>
      compileState(trainer, state, { ...shape, ...other }),
  };
}

const always: Record<string, (bench: Bench) => Promise<void>> = {
  async "learns a simple task"({ trainer, task, fit, open }) {
    const answers = predictTask(open(await fit()), task.features);
    if (trainer.task === "classification") assert.deepEqual(answers, [...task.labels]);
    else {
      const misses = answers.filter((answer, i) => Math.abs(answer - task.targets[i]) > 1.5);
      assert.deepEqual(misses, []);
    }
  },

  async "answers rows far from those it has seen"({ task, fit, open }) {
    const compiled = open(await fit());
    const rows = Float64Array.of(0, 0, 1e3, -1e3, -1e6, 1e6, 0.3, -0.2);
    for (const answer of predictTask(compiled, rows)) assert(Number.isFinite(answer));
    if (compiled.task === "regression") return;
    const probabilities = new Float64Array(task.classCount);
    for (let i = 0; i < rows.length; i += 2) {
      const label: number = compiled.classify(rows.subarray(i, i + 2), probabilities);
      const sum = probabilities.reduce((total, value) => total + value);
      assert(Math.abs(sum - 1) < 1e-12, `probabilities add up to ${sum}`);
      assert.equal(probabilities[label], Math.max(...probabilities));
      assert(Math.min(...probabilities) >= 0);
    }
  },

  async "gives the same state for the same seed, as JSON its own schema takes"({ trainer, fit }) {
    const state = await fit();
    assert.deepEqual(await fit(), state);
    assert.deepEqual(trainer.state.parse(JSON.parse(JSON.stringify(state))), state);
  },

  async "leaves its input alone"({ task: { features, labels, targets }, fit }) {
    const before = [features.slice(), labels.slice(), targets.slice()];
    await fit();
    assert.deepEqual([features, labels, targets], before);
  },

  async "refuses a state of another shape"({ trainer, fit, open }) {
    const state = await fit();
    assert.throws(() => open(state, { columns: 3 }), RangeError);
    assert.throws(() => open(state, { columns: 1 }), RangeError);
    if (trainer.task === "classification") {
      assert.throws(() => open(state, { classCount: 4 }), RangeError);
    }
  },

  async "refuses numbers that are none"({ trainer, fit }) {
    const text = JSON.stringify(await fit());
    const damaged = JSON.parse(text.replace(/-?\d+\.\d+/, "null"));
    assert(!trainer.state.safeParse(damaged).success);
  },

  async "documents every parameter, has defaults, and refuses unknown ones"({ trainer }) {
    trainer.parameters.parse({});
    assert(!trainer.parameters.safeParse({ noSuchParameter: 1 }).success);
    for (const [name, parameter] of Object.entries(trainer.parameters.shape)) {
      assert(parameter.description, `${name} has no description`);
    }
  },
};

const iterative: typeof always = {
  async "reports steps from 1 with the estimator so far"({ fit, open }) {
    const steps: number[] = [];
    let last: unknown;
    const state = await fit({
      report: (step: number, _: unknown, snapshot: () => unknown) => {
        steps.push(step);
        last = structuredClone(snapshot());
        open(last);
      },
    });
    assert.deepEqual(
      steps,
      steps.map((_, i) => i + 1),
    );
    assert.deepEqual(last, state);
    assert.deepEqual(await fit(), state);
  },

  async "ends within a step when it should stop"({ fit }) {
    const steps: number[] = [];
    const report = (step: number) => steps.push(step);
    await fit({ report, shouldStop: () => steps.length === 2 });
    assert.deepEqual(steps, [1, 2]);
  },
};
