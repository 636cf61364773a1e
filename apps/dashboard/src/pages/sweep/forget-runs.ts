import type { QueryClient } from "@tanstack/react-query";

/** Runs of a sweep were retried: what was final of them is not any more. */
export function forgetRuns(queries: QueryClient, sweepId: string): void {
  void queries.resetQueries({ queryKey: ["sweep-runs", sweepId] });
  void queries.resetQueries({ queryKey: ["sweep-attempts", sweepId] });
}
