import { AppError, type ReplayLaunch, type SweepSpec } from "@rookery/contracts";
import { completeParams } from "@rookery/learning";
import { getRun, getSweepRow, launchSweep, type RunRecord } from "@rookery/tracking";
import type { OrchestratorDeps } from "../deps.ts";

const longestName = 200;

/**
 * Trains a run once more: a sweep of that one combination, on the same version of
 * the data, columns, splits and seed, which registers nothing. Throws `conflict`
 * for a run whose training did not end by itself, `sweep-invalid` when its
 * trainer is gone or takes other parameters now.
 */
export async function replayRun(deps: OrchestratorDeps, runId: string): Promise<ReplayLaunch> {
  const { database, trainers } = deps;
  const run = await getRun(database, runId);
  if (run.state !== "succeeded" || run.sweepId === null) {
    throw new AppError("conflict", "Only a run of a sweep that succeeded can be replayed.", {
      hint: `Run ${runId} is ${run.sweepId === null ? "of no sweep" : run.state}.`,
    });
  }
  const { spec: original, datasetVersionId } = await getSweepRow(database, run.sweepId);
  completeParams(trainers, original.trainers, run.params);
  const spec = replaySpec(original, run);
  const combinations = [run.params];
  const launched = await launchSweep(database, {
    spec,
    datasetVersionId,
    combinations,
    replayOf: runId,
  });
  await deps.handover.wake();
  const [{ runId: replayId } = { runId: "" }] = launched.runs;
  return { runId: replayId, sweepId: launched.sweepId };
}

/** The same training; nothing of the search, the limits of the whole, or the promotion. */
function replaySpec(
  { runs: _runs, deadlineMs: _deadlineMs, ...spec }: SweepSpec,
  { name, params }: RunRecord,
): SweepSpec {
  return {
    ...spec,
    name: `Replay of ${name}`.slice(0, longestName),
    space: params,
    constraints: [],
    tryFirst: [],
    sampler: { name: "grid" },
    pruner: { name: "none" },
    keepModels: "all",
    promotion: { rule: "never" },
    maxFailures: null,
    skipKnown: false,
  };
}
