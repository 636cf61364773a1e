import { bestFirst, type RunSummary, type Sweep } from "@rookery/contracts";
import { formatCount, hasSpread, readScore, spreadNote } from "@rookery/presentation";
import { useCallback, useMemo } from "react";
import { Button } from "../../../../components/controls/button.tsx";
import { EmptyState } from "../../../../components/feedback/states.tsx";
import { Panel } from "../../../../components/layout/page.tsx";
import { useChangeSearch, useSweepSearch } from "../../sweep-search.ts";
import { ColumnsMenu } from "./columns-menu.tsx";
import { CompareButton, changePick, readPicks, writePicks } from "./compare-button.tsx";
import { CsvButton } from "./csv-button.tsx";
import { FilterInput } from "./filter-input.tsx";
import styles from "./leaderboard.module.css";
import { makeColumns } from "./run-columns.tsx";
import { RunsTable } from "./runs-table.tsx";
import { readSort, sortRuns } from "./sort-runs.ts";

interface LeaderboardProps {
  sweep: Sweep;
  runs: readonly RunSummary[];
  /** Those that filter and brush keep. */
  kept: readonly RunSummary[];
}

export function Leaderboard({ sweep, runs, kept }: LeaderboardProps) {
  const { where = "", hide = "", sort, picks } = useSweepSearch();
  const change = useChangeSearch();
  const { metric, direction } = sweep.spec.objective;
  const columns = useMemo(() => makeColumns(runs, metric), [runs, metric]);
  const hidden = useMemo(() => new Set(hide.split(",").filter(Boolean)), [hide]);
  const shown = useMemo(() => columns.filter(({ id }) => !hidden.has(id)), [columns, hidden]);
  const order = useMemo(
    () => readSort(sort) ?? { id: metric, desc: bestFirst(direction) === "desc" },
    [sort, metric, direction],
  );
  const sorted = useMemo(() => {
    const column = columns.find(({ id }) => id === order.id);
    return column ? sortRuns(kept, column.value, order.desc) : kept;
  }, [kept, columns, order]);
  const example = useMemo(() => {
    const scores = runs.flatMap((run) => readScore(run, metric) ?? []).sort((a, b) => a - b);
    const middle = scores[scores.length >> 1] ?? 0;
    return `${metric}${bestFirst(direction) === "desc" ? ">" : "<"}${Number(middle.toPrecision(2))}`;
  }, [runs, metric, direction]);
  const picked = useMemo(() => readPicks(picks), [picks]);
  const pick = useCallback(
    (number: number, isPicked: boolean) =>
      change(({ picks }) => ({
        picks: writePicks(changePick(readPicks(picks), number, isPicked)),
      })),
    [change],
  );
  return (
    <Panel
      flush
      title="Leaderboard"
      note={
        <>
          <span role="status">{countShown(kept.length, runs.length)}</span>
          {hasSpread(runs, metric) && ` ${spreadNote}.`}
        </>
      }
      actions={
        <>
          <CompareButton
            runs={runs}
            picked={picked}
            onClear={() => change(() => ({ picks: undefined }))}
          />
          <CsvButton sweep={sweep} runs={runs} shown={sorted} hidden={hidden} />
          <ColumnsMenu
            columns={columns}
            hidden={hidden}
            onChange={(next) => change(() => ({ hide: [...next].join(",") || undefined }))}
          />
        </>
      }
    >
      <div className={styles.filter}>
        <FilterInput
          where={where}
          example={example}
          onChange={(next) => change(() => ({ where: next || undefined }))}
        />
      </div>
      {kept.length === 0 ? (
        <EmptyState
          title="No run fits"
          actions={
            <Button onClick={() => change(() => ({ where: undefined, brush: undefined }))}>
              Clear filter and brush
            </Button>
          }
        >
          {formatCount(runs.length)} runs are hidden by the filter or the brush.
        </EmptyState>
      ) : (
        <RunsTable
          runs={sorted}
          columns={shown}
          sort={order}
          onSort={(next) => change(() => ({ sort: next }))}
          picked={picked}
          onPick={pick}
        />
      )}
    </Panel>
  );
}

function countShown(kept: number, all: number): string {
  if (kept === all) return `${formatCount(all)} runs.`;
  return `${formatCount(kept)} of ${formatCount(all)} runs.`;
}
