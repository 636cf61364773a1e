import type { RunSummary, Sweep } from "@rookery/contracts";
import { useDeferredValue, useMemo } from "react";
import { EmptyState } from "../../../components/feedback/states.tsx";
import { useChangeSearch, useSweepSearch } from "../sweep-search.ts";
import { createRunFilter } from "./filter-runs.ts";
import { Leaderboard } from "./leaderboard/leaderboard.tsx";
import { applyBrush, readBrush, writeBrush } from "./parallel/brush.ts";
import { chooseParams, makeAxes } from "./parallel/parallel-axes.ts";
import { ParallelPanel } from "./parallel/parallel-panel.tsx";

/** Every run as a line and as a row; what is brushed among the lines filters the rows. */
export function RunsView({ sweep, runs }: { sweep: Sweep; runs: readonly RunSummary[] }) {
  const { where = "", brush: brushText } = useSweepSearch();
  const change = useChangeSearch();
  const { objective, space } = sweep.spec;
  const { params, leftOut } = useMemo(() => chooseParams(runs, sweep.spec), [runs, sweep.spec]);
  const axes = useMemo(
    () => makeAxes(runs, params, { metric: objective.metric, space }),
    [runs, params, objective.metric, space],
  );
  const brush = useMemo(() => readBrush(brushText), [brushText]);
  const found = useMemo(() => runs.filter(createRunFilter(where)), [runs, where]);
  const kept = useMemo(() => applyBrush(found, axes, brush), [found, axes, brush]);
  // The rows come first; other lines are chosen after them.
  const lines = useDeferredValue(useMemo(() => ({ runs: found, kept }), [found, kept]));

  if (runs.length === 0) {
    return (
      <EmptyState title="No runs yet">They appear here as soon as they are queued.</EmptyState>
    );
  }
  return (
    <>
      {axes.length > 1 && (
        <ParallelPanel
          {...lines}
          axes={axes}
          leftOut={leftOut}
          brush={brush}
          objective={objective}
          onBrush={(parts) => change(() => ({ brush: writeBrush(parts) }))}
        />
      )}
      <Leaderboard sweep={sweep} runs={runs} kept={kept} />
    </>
  );
}
