import type { AshaPrunerSpec } from "@rookery/contracts";
import type { Pruner } from "./pruner.ts";

/**
 * Asynchronous successive halving: Li et al., "A System for Massively Parallel
 * Hyperparameter Tuning", MLSys 2020, in its stopping variant (Ray's ASHA,
 * Optuna's SuccessiveHalvingPruner): rungs lie at
 * `minResource * reductionFactor ** (minEarlyStoppingRate + k)` steps, and at
 * each a run goes on if its score is among the best `1 / reductionFactor` of
 * those that reached the rung so far, or the best one while there are few.
 */
export const asha: Pruner<AshaPrunerSpec> = {
  name: "asha",

  decidesAt: ({ step, previousStep, options }) => lastRung(step, options) > previousStep,

  shouldPrune({ score, peers, options }) {
    if (Number.isNaN(score)) return true;
    let reached = 1;
    let better = 0;
    for (let index = 0; index < peers.length; index += 1) {
      const peer = peers[index] as number;
      if (Number.isNaN(peer)) continue;
      reached += 1;
      if (peer > score) better += 1;
    }
    return better >= Math.max(1, Math.floor(reached / options.reductionFactor));
  },
};

/** The last rung at or before this step; 0 before the first. */
function lastRung(
  step: number,
  { minResource, reductionFactor, minEarlyStoppingRate }: AshaPrunerSpec,
): number {
  let rung = minResource * reductionFactor ** minEarlyStoppingRate;
  if (step < rung) return 0;
  while (rung * reductionFactor <= step) rung *= reductionFactor;
  return rung;
}
