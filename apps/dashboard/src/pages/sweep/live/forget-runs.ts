import type { QueryClient } from "@tanstack/react-query";
import { queries } from "../../../server/queries.ts";

/** Runs of a sweep were retried: what was final of them is not any more. */
export function forgetRuns(cache: QueryClient, sweepId: string): void {
  void cache.resetQueries({ queryKey: queries.sweeps.runs(sweepId) });
  void cache.resetQueries({ queryKey: queries.sweeps.attempts(sweepId) });
}
