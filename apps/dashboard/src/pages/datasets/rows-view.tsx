import type { ColumnKind, DatasetRows, DatasetVersion } from "@rookery/contracts";
import { formatCount, formatParam, shortenDate } from "@rookery/presentation";
import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { ButtonLink } from "../../components/controls/button.tsx";
import { CopyButton } from "../../components/controls/copy-button.tsx";
import table from "../../components/data/table.module.css";
import { Pager, ScrollArea } from "../../components/data/table.tsx";
import { QueryStates } from "../../components/feedback/query-states.tsx";
import { EmptyState, SkeletonRows } from "../../components/feedback/states.tsx";
import { Panel } from "../../components/layout/page.tsx";
import { queries } from "../../server/queries.ts";
import styles from "./datasets.module.css";

type Cell = DatasetRows["rows"][number][number];

const pageSize = 20;

/** The processed rows, in the file's order. */
export function RowsView({ version }: { version: DatasetVersion }) {
  const { dataset, version: number, processedTable } = version;
  const { offset = 0 } = useSearch({ strict: false });
  const rows = useQuery(queries.datasets.rows(dataset, number, { offset, limit: pageSize }));
  const kinds = new Map(version.columns.map(({ name, kind }) => [name, kind]));
  return (
    <>
      <Panel
        flush
        title="Rows"
        note={
          <>
            As they were kept, in <code>{processedTable}</code> of the database.
          </>
        }
        actions={<CopyButton text={`select * from ${processedTable}`} label="Copy as SQL" />}
      >
        <QueryStates
          query={rows}
          loading={<SkeletonRows what="Loading the rows" rows={pageSize} height="1.1rem" />}
        >
          {(page) =>
            page.rows.length === 0 ? (
              <EmptyState title="No rows here">
                The table has {formatCount(page.total)} rows.
              </EmptyState>
            ) : (
              <RowsTable page={page} kinds={kinds} />
            )
          }
        </QueryStates>
      </Panel>
      {rows.data && <RowsPager offset={offset} total={rows.data.total} />}
    </>
  );
}

interface RowsTableProps {
  page: DatasetRows;
  kinds: ReadonlyMap<string, ColumnKind>;
}

function RowsTable({ page: { columns, rows, offset }, kinds }: RowsTableProps) {
  const sideOf = (name = "") => (kinds.get(name) === "number" ? table.number : "");
  const show = (cell: Cell, name = "") =>
    kinds.get(name) === "date" ? shortenDate(String(cell)) : formatParam(cell ?? undefined);
  const numbered = rows.map((cells, at) => ({ number: offset + at + 1, cells }));
  return (
    <ScrollArea label="Rows of the table">
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col" className={table.number}>
              #
            </th>
            {columns.map((name) => (
              <th key={name} scope="col" className={sideOf(name)}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {numbered.map(({ number, cells }) => (
            <tr key={number}>
              <td className={`${table.number} ${styles.soft}`}>{formatCount(number)}</td>
              {cells.map((cell, column) => (
                <td key={columns[column]} className={`${styles.cell} ${sideOf(columns[column])}`}>
                  {cell === null ? (
                    <span className={styles.soft}>missing</span>
                  ) : (
                    show(cell, columns[column])
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  );
}

function RowsPager({ offset, total }: { offset: number; total: number }) {
  const goTo = (next: number) => ({
    to: "." as const,
    search: (before: object) => ({ ...before, offset: next || undefined }),
    resetScroll: false,
  });
  return (
    <Pager label="Pages of the rows">
      {offset > 0 && (
        <ButtonLink {...goTo(Math.max(0, offset - pageSize))}>Previous rows</ButtonLink>
      )}
      {offset + pageSize < total && <ButtonLink {...goTo(offset + pageSize)}>Next rows</ButtonLink>}
      <span className={styles.soft}>
        {formatCount(Math.min(offset + 1, total))} to{" "}
        {formatCount(Math.min(offset + pageSize, total))} of {formatCount(total)}
      </span>
    </Pager>
  );
}
