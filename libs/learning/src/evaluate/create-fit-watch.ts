import type { Metric } from "@rookery/contracts";
import type { FitInput } from "../trainers/trainer.ts";
import { measureMetric, measureScored, type Scored } from "./scored.ts";

export interface Progress {
  /** From 1, ascending. Hold-out validation: the trainer's step. k-fold: how many folds are done. */
  step: number;
  /** By metric name; those of a fit also hold what the trainer reported, such as `loss`. */
  values: Record<string, number>;
}

/** Called synchronously; true means: stop now, the run is pruned. */
export type OnProgress = (progress: Progress) => boolean | undefined;

/**
 * Turns a trainer's steps into progress: the objective measured on the
 * validation rows with the estimator as it is at that step.
 */
export interface FitWatch {
  /** What the trainer calls; `score` predicts the validation rows with an estimator. */
  reportTo(score: (state: unknown) => Scored): NonNullable<FitInput["report"]>;
  /** The step at which the run was pruned, if it was. */
  stoppedAt(): number | null;
  /** All metrics of the last step that was measured. */
  metrics(): Record<string, number>;
}

export function createFitWatch({
  onProgress,
  objective,
}: {
  onProgress: OnProgress;
  objective: Metric | undefined;
}): FitWatch {
  let stoppedAt: number | null = null;
  let last: Scored | null = null;
  return {
    reportTo: (score) => (step, values, snapshot) => {
      if (stoppedAt !== null || !isReportStep(step)) return;
      const measured: Record<string, number> = {};
      if (objective !== undefined) {
        last = score(snapshot());
        measured[objective] = measureMetric(last, objective);
      }
      if (onProgress({ step, values: { ...values, ...measured } })) stoppedAt = step;
    },
    stoppedAt: () => stoppedAt,
    metrics: () => (last === null ? {} : measureScored(last)),
  };
}

/**
 * Every step up to 8, then four per doubling: few enough to be cheap, and the
 * same for every run however long it is, so that runs can be compared.
 */
export function isReportStep(step: number): boolean {
  const stride = 2 ** Math.max(0, Math.floor(Math.log2(step)) - 2);
  return step % stride === 0;
}
