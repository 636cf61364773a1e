import type { RunSummary } from "@rookery/contracts";
import {
  type ColumnDef,
  columnVisibilityFeature,
  createSortedRowModel,
  rowSortingFeature,
  sortFn_alphanumeric,
  sortFn_basic,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useMemo, useRef } from "react";
import type { RunColumn } from "./run-columns.tsx";
import styles from "./runs-view.module.css";

const features = tableFeatures({
  rowSortingFeature,
  columnVisibilityFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { alphanumeric: sortFn_alphanumeric, basic: sortFn_basic },
});
const rowHeightPx = 37;
const pickWidthPx = 40;

export interface Sort {
  id: string;
  desc: boolean;
}

interface RunsTableProps {
  runs: readonly RunSummary[];
  columns: readonly RunColumn[];
  hidden: ReadonlySet<string>;
  /** `accuracy:desc`. */
  sort: string | undefined;
  defaultSort: Sort;
  onSort: (sort: string) => void;
  picked: ReadonlySet<string>;
  onPick: (picked: ReadonlySet<string>) => void;
}

/** Rows in view and a few more are in the page; the others are room above and below. */
export function RunsTable(props: RunsTableProps) {
  const { runs, columns, hidden, sort, defaultSort, onSort, picked, onPick } = props;
  const scroll = useRef<HTMLElement>(null);
  const sorting = useMemo(() => [readSort(sort) ?? defaultSort], [sort, defaultSort]);
  const definitions = useMemo(() => columns.map(toDefinition), [columns]);
  const columnVisibility = useMemo(
    () => Object.fromEntries([...hidden].map((id) => [id, false])),
    [hidden],
  );
  const table = useTable({
    features,
    columns: definitions,
    data: runs,
    getRowId: (run) => run.id,
    state: { sorting, columnVisibility },
    onSortingChange: () => {},
    onColumnVisibilityChange: () => {},
  });
  const rows = table.getRowModel().rows;
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeightPx,
    overscan: 12,
  });
  const items = virtualizer.getVirtualItems();
  const above = items[0]?.start ?? 0;
  const below = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);
  const shown = columns.filter(({ id }) => !hidden.has(id));
  const width = pickWidthPx + shown.reduce((sum, { widthPx }) => sum + widthPx, 0);

  const pick = (id: string, isPicked: boolean) => {
    const next = new Set(picked);
    if (isPicked) next.add(id);
    else next.delete(id);
    onPick(next);
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: who has no mouse scrolls it by key
    <section ref={scroll} className={styles.scroll} tabIndex={0} aria-label="Runs">
      <table className={styles.table} style={{ width }} aria-rowcount={rows.length + 1}>
        <colgroup>
          <col style={{ width: pickWidthPx }} />
          {shown.map(({ id, widthPx }) => (
            <col key={id} style={{ width: widthPx }} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col">
              <span className="visually-hidden">Pick</span>
            </th>
            {shown.map((column) => (
              <HeadCell key={column.id} column={column} sort={sorting[0]} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          <Gap heightPx={above} />
          {items.map(({ index }) => {
            const run = rows[index]?.original;
            if (!run) return null;
            return (
              <tr key={run.id} aria-rowindex={index + 2}>
                <td>
                  <input
                    type="checkbox"
                    className={styles.pick}
                    aria-label={`Pick run ${run.number} to compare`}
                    checked={picked.has(run.id)}
                    onChange={({ target }) => pick(run.id, target.checked)}
                  />
                </td>
                {shown.map(({ id, isNumber, cell }) => (
                  <td key={id} className={isNumber ? styles.number : undefined}>
                    {cell(run)}
                  </td>
                ))}
              </tr>
            );
          })}
          <Gap heightPx={below} />
        </tbody>
      </table>
    </section>
  );
}

function toDefinition({ id, value, isNumber }: RunColumn): ColumnDef<typeof features, RunSummary> {
  return {
    id,
    accessorFn: value,
    sortFn: isNumber || id === "number" ? "basic" : "alphanumeric",
    sortUndefined: "last",
  };
}

function readSort(text: string | undefined): Sort | undefined {
  const [, id, direction] = /^(.+):(asc|desc)$/.exec(text ?? "") ?? [];
  return id ? { id, desc: direction === "desc" } : undefined;
}

interface HeadCellProps {
  column: RunColumn;
  sort: Sort | undefined;
  onSort: (sort: string) => void;
}

function HeadCell({ column, sort, onSort }: HeadCellProps) {
  const isSorted = sort?.id === column.id;
  const next = isSorted && sort.desc ? "asc" : "desc";
  const Arrow = sort?.desc ? ArrowDown : ArrowUp;
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
