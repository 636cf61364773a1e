import type { RunSummary, Sweep } from "@rookery/contracts";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useCallback, useMemo, useState } from "react";
import { Button, ButtonLink } from "../../components/button.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { Panel } from "../../components/page.tsx";
import { createRunFilter } from "../../filter-runs.ts";
import { formatCount } from "../../format/numbers.ts";
import { searchedParams } from "../../sweep-runs.ts";
import { applyBrush, readBrush, writeBrush } from "./brush.ts";
import { ColumnsMenu } from "./columns-menu.tsx";
import { FilterInput } from "./filter-input.tsx";
import { makeAxes } from "./parallel-axes.ts";
import { ParallelChart } from "./parallel-chart.tsx";
import { makeColumns } from "./run-columns.tsx";
import { RunsTable } from "./runs-table.tsx";
import styles from "./runs-view.module.css";
import { maxLoadedRuns } from "./use-sweep-runs.ts";

const route = getRouteApi("/sweeps/$sweepId");
const maxAxes = 12;

export function RunsView({ sweep, runs }: { sweep: Sweep; runs: readonly RunSummary[] }) {
  const { where = "", hide = "", brush: brushText, sort } = route.useSearch();
  const navigate = useNavigate({ from: "/sweeps/$sweepId" });
  const change = (search: Record<string, string | undefined>) =>
    void navigate({
      search: (before) => ({ ...before, ...search }),
      replace: true,
      resetScroll: false,
    });
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const pick = useCallback(
    (runId: string, isPicked: boolean) =>
      setPicked((before) => {
        const next = new Set(before);
        if (isPicked) next.add(runId);
        else next.delete(runId);
        return next;
      }),
    [],
  );

  const { objective, space } = sweep.spec;
  const params = useMemo(() => searchedParams(runs), [runs]);
  const axes = useMemo(
    () => makeAxes(runs, params.slice(0, maxAxes), { metric: objective.metric, space }),
    [runs, params, objective.metric, space],
  );
  const brush = useMemo(() => readBrush(brushText), [brushText]);
  const shown = useMemo(
    () => applyBrush(runs.filter(createRunFilter(where)), axes, brush),
    [runs, where, axes, brush],
  );
  const columns = useMemo(() => makeColumns(runs, objective.metric), [runs, objective.metric]);
  const defaultSort = useMemo(
    () => ({ id: objective.metric, desc: objective.direction === "maximize" }),
    [objective.metric, objective.direction],
  );
  const hidden = useMemo(() => new Set(hide.split(",").filter(Boolean)), [hide]);

  if (runs.length === 0) {
    return (
      <EmptyState title="No runs yet">They appear here as soon as they are queued.</EmptyState>
    );
  }
  const clear = () => change({ where: undefined, brush: undefined });
  return (
    <>
      {axes.length > 1 && (
        <Panel
          title="Parallel coordinates"
          note="Drag along an axis to keep the runs of that part; click the axis to let go."
          actions={
            brush.length > 0 && (
              <Button onClick={() => change({ brush: undefined })}>Clear the brush</Button>
            )
          }
        >
          <ParallelChart
            runs={runs}
            axes={axes}
            brush={brush}
            objective={objective}
            onBrush={(ranges) => change({ brush: writeBrush(ranges) })}
          />
        </Panel>
      )}
      <Panel
        flush
        title="Leaderboard"
        note={countShown(shown.length, runs.length)}
        actions={
          <>
            <CompareButton picked={picked} onClear={() => setPicked(new Set())} />
            <ColumnsMenu
              columns={columns}
              hidden={hidden}
              onChange={(next) => change({ hide: [...next].join(",") || undefined })}
            />
          </>
        }
      >
        <div className={styles.filter}>
          <FilterInput
            where={where}
            objective={objective.metric}
            onChange={(next) => change({ where: next || undefined })}
          />
        </div>
        {shown.length === 0 ? (
          <EmptyState
            title="No run fits"
            actions={<Button onClick={clear}>Clear filter and brush</Button>}
          >
            {formatCount(runs.length)} runs are hidden by the filter or the brush.
          </EmptyState>
        ) : (
          <RunsTable
            runs={shown}
            columns={columns}
            hidden={hidden}
            sort={sort}
            defaultSort={defaultSort}
            onSort={(next) => change({ sort: next })}
            picked={picked}
            onPick={pick}
          />
        )}
      </Panel>
    </>
  );
}

function countShown(shown: number, all: number): ReactNode {
  const limit =
    all >= maxLoadedRuns ? ` Only the first ${formatCount(maxLoadedRuns)} runs are loaded.` : "";
  if (shown === all) return `${formatCount(all)} runs.${limit}`;
  return `${formatCount(shown)} of ${formatCount(all)} runs.${limit}`;
}

function CompareButton({ picked, onClear }: { picked: ReadonlySet<string>; onClear: () => void }) {
  if (picked.size === 0) return null;
  return (
    <>
      <Button look="quiet" onClick={onClear}>
        Pick none
      </Button>
      {picked.size < 2 ? (
        <Button disabled>Pick another to compare</Button>
      ) : (
        <ButtonLink look="primary" to="/compare" search={{ runs: [...picked].join(",") }}>
          Compare {picked.size} runs
        </ButtonLink>
      )}
    </>
  );
}
