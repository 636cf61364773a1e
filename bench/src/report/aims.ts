import type { PredictNumbers } from "../measure/measure-predict.ts";
import type { SweepNumbers } from "../measure/measure-sweep.ts";
import { fixed, percent } from "./tables.ts";

const overheadAimMs = { redis: 3, postgres: 8 };
const growthAim = 1.3;
const predictAim = 0.6;

/** One line per aim of a backend's sweeps: overhead of each, and its growth with ten times the runs. */
export function judgeSweeps(backend: "redis" | "postgres", sweeps: SweepNumbers[]): string[] {
  const aim = overheadAimMs[backend];
  return (["all", "best"] as const).flatMap((keep) => {
    const [small, large] = sweeps.filter((sweep) => sweep.keepModels === keep);
    if (!small || !large) return [];
    const ratio = large.overheadPerRunMs / small.overheadPerRunMs;
    const worst = Math.max(small.overheadPerRunMs, large.overheadPerRunMs);
    return [
      `${verdict(worst <= aim)} overhead per run, keep ${keep}: ${fixed(worst, 2)} ms at most (aim ${aim} ms)`,
      `${verdict(ratio <= growthAim)} from ${small.runs} to ${large.runs} runs, keep ${keep}: x ${fixed(ratio, 2)} (aim x ${growthAim})`,
    ];
  });
}

export function judgePredict(predicts: PredictNumbers[]): string[] {
  return predicts.map(
    ({ rows, ratio }) =>
      `${verdict(ratio >= predictAim)} /predict, rows per request ${rows}: ${percent(ratio)} of the empty route (aim ${percent(predictAim)})`,
  );
}

const verdict = (reached: boolean) => (reached ? "reached" : "MISSED ");
