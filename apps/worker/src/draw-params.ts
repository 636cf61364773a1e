import { AppError, type Params, type SweepSpec } from "@rookery/contracts";
import type { Database } from "@rookery/database";
import { completeParams, type Trainers } from "@rookery/learning";
import { combinationHash, getSampler, suggestDistinct } from "@rookery/search";
import { type Claim, drawRun } from "@rookery/tracking";
import type { SweepHistory } from "./sweep-histories.ts";

export interface DrawDeps {
  database: Database;
  trainers: Trainers;
}

/**
 * Draws the parameters of a claimed run from what is known of the others, and
 * keeps them: another attempt finds them drawn. When another worker was quicker
 * with the same combination, its run is part of the history and the sampler is
 * asked again.
 */
export async function drawParams(
  { database, trainers: known }: DrawDeps,
  { runId, attempt, number }: Claim,
  { spec, history }: { spec: SweepSpec; history: SweepHistory },
): Promise<Params> {
  for (;;) {
    const drawn = await history.use(async ({ observations, taken }) => {
      const { trainers, sampler: options, space, constraints, tryFirst, seed } = spec;
      const params = suggestDistinct({
        sampler: getSampler(options.name),
        ...{ options, space, constraints, tryFirst, seed },
        number: number - 1,
        history: observations,
        taken,
        complete: (suggested) => completeParams(known, trainers, suggested),
      });
      if (!params) throw new AppError("sweep-invalid", "Every combination of the space is taken.");
      const hash = combinationHash(trainers, params);
      const outcome = await drawRun(database, { runId, attempt, params, hash });
      if (outcome === "fenced") throw new AppError("run-cancelled", "Another attempt took over.");
      return outcome === "drawn" ? params : null;
    });
    if (drawn) return drawn;
  }
}
