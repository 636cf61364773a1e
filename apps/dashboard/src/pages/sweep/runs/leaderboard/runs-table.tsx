import type { RunSummary } from "@rookery/contracts";
import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowDown, ArrowUp } from "lucide-react";
import { memo, useRef } from "react";
import styles from "./leaderboard.module.css";
import type { RunColumn } from "./run-columns.tsx";
import type { Sort } from "./sort-runs.ts";

const rowHeightPx = 37;
const pickWidthPx = 40;
const smallestPool = 32;

interface RunsTableProps {
  runs: readonly RunSummary[];
  columns: readonly RunColumn[];
  /** What the runs are sorted by. */
  sort: Sort;
  /** Asks for another order, such as `accuracy:desc`. */
  onSort: (sort: string) => void;
  /** Numbers of runs. */
  picked: ReadonlySet<number>;
  onPick: (number: number, isPicked: boolean) => void;
}

/** Rows in view and a few more are in the page; the others are room above and below. */
export function RunsTable(props: RunsTableProps) {
  const { runs, columns, sort, onSort, picked, onPick } = props;
  const scroll = useRef<HTMLElement>(null);
  const virtualizer = useVirtualizer({
    count: runs.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeightPx,
    overscan: 4,
  });
  const items = virtualizer.getVirtualItems();
  // Rows are used again: other runs in them are other words in the same cells, and a row in view stays itself.
  const pool = Math.max(smallestPool, items.length);
  const above = items[0]?.start ?? 0;
  const below = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);
  const width = pickWidthPx + columns.reduce((sum, { widthPx }) => sum + widthPx, 0);

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: who has no mouse scrolls it by key
    <section ref={scroll} className={styles.scroll} tabIndex={0} aria-label="Runs">
      <table className={styles.table} style={{ width }} aria-rowcount={runs.length + 1}>
        <colgroup>
          <col style={{ width: pickWidthPx }} />
          {columns.map(({ id, widthPx }) => (
            <col key={id} style={{ width: widthPx }} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col">
              <span className="visually-hidden">Pick</span>
            </th>
            {columns.map((column) => (
              <HeadCell key={column.id} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          <Gap heightPx={above} />
          {items.map(({ index }) => {
            const run = runs[index];
            if (!run) return null;
            return (
              <RunRow
                key={index % pool}
                index={index}
                run={run}
                columns={columns}
                isPicked={picked.has(run.number ?? 0)}
                onPick={onPick}
              />
            );
          })}
          <Gap heightPx={below} />
        </tbody>
      </table>
    </section>
  );
}

interface RunRowProps {
  index: number;
  run: RunSummary;
  columns: readonly RunColumn[];
  isPicked: boolean;
  onPick: (number: number, isPicked: boolean) => void;
}

const RunRow = memo(function RunRow({ index, run, columns, isPicked, onPick }: RunRowProps) {
  return (
    <tr aria-rowindex={index + 2}>
      <td>
        <input
          type="checkbox"
          className={styles.pick}
          aria-label={`Pick run ${run.number} to compare`}
          checked={isPicked}
          onChange={({ target }) => onPick(run.number ?? 0, target.checked)}
        />
      </td>
      {columns.map(({ id, isNumber, cell }) => (
        <td key={id} className={isNumber ? styles.number : undefined}>
          {cell(run)}
        </td>
      ))}
    </tr>
  );
});

interface HeadCellProps {
  column: RunColumn;
  sort: Sort;
  onSort: (sort: string) => void;
}

function HeadCell({ column, sort, onSort }: HeadCellProps) {
  const isSorted = sort.id === column.id;
  const next = isSorted && sort.desc ? "asc" : "desc";
  const Arrow = sort.desc ? ArrowDown : ArrowUp;
  const looks = [column.isNumber && styles.number, isSorted && styles.sorted].filter(Boolean);
  return (
    <th
      scope="col"
      className={looks.join(" ")}
      aria-sort={isSorted ? (sort.desc ? "descending" : "ascending") : undefined}
    >
      <button
        type="button"
        className={styles.sort}
        title={column.title}
        onClick={() => onSort(`${column.id}:${next}`)}
      >
        <span>{column.title}</span>
        {isSorted && <Arrow aria-hidden size={14} />}
      </button>
    </th>
  );
}

function Gap({ heightPx }: { heightPx: number }) {
  if (heightPx <= 0) return null;
  return (
    <tr aria-hidden className={styles.gap}>
      <td style={{ height: heightPx }} />
    </tr>
  );
}
