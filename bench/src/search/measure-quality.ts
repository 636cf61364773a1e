import { SamplerSpec } from "@rookery/contracts";
import { getSampler, type Observation } from "@rookery/search";
import type { SearchObjective } from "./objectives.ts";

/** The best value of each of `seeds` sweeps, one run after the other. */
export function measureQuality(
  samplerName: string,
  { space, evaluate }: SearchObjective,
  { seeds, runs }: { seeds: number; runs: number },
): number[] {
  const sampler = getSampler(samplerName);
  const options = SamplerSpec.parse({ name: samplerName });
  return Array.from({ length: seeds }, (_, seed) => {
    const history: Observation[] = [];
    let best = Number.POSITIVE_INFINITY;
    for (let number = 0; number < runs; number += 1) {
      const params = sampler.suggest({ space, number, history, seed, options });
      if (params === null) break;
      const value = evaluate(params);
      best = Math.min(best, value);
      history.push({ number, params, state: "succeeded", score: -value });
    }
    return best;
  });
}
