import type { Run } from "@rookery/contracts";
import type { ComparedRow, RunComparison } from "@rookery/presentation";
import type { ReactNode } from "react";
import table from "../../components/data/table.module.css";
import styles from "./compare.module.css";

interface CompareTableProps {
  comparison: RunComparison;
  runs: readonly Run[];
  head: readonly ReactNode[];
}

export function CompareTable({ comparison, runs, head }: CompareTableProps) {
  const { rows, params, metrics, time, whyNotCounted } = comparison;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: who has no mouse scrolls it by key
    <section className={table.scroll} tabIndex={0} aria-label="The runs side by side">
      <table className={`${table.table} ${styles.table}`}>
        <thead>
          <tr>
            <td />
            {runs.map(({ id }, index) => (
              <th key={id} scope="col">
                {head[index]}
              </th>
            ))}
          </tr>
        </thead>
        <Rows title="Parameters" rows={params} runs={runs} />
        <Rows
          title="Metrics"
          rows={[...(rows?.differs ? [rows] : []), ...metrics]}
          runs={runs}
          notCounted={whyNotCounted}
        />
        <Rows title="Time" rows={[time]} runs={runs} />
      </table>
    </section>
  );
}

interface RowsProps {
  title: string;
  rows: readonly ComparedRow[];
  runs: readonly Run[];
  /** Per run, why its values are no rivals to the others. */
  notCounted?: readonly (string | undefined)[];
}

function Rows({ title, rows, runs, notCounted = [] }: RowsProps) {
  return (
    <tbody>
      <tr className={styles.group}>
        <th scope="rowgroup" colSpan={runs.length + 1}>
          {title}
        </th>
      </tr>
      {rows.map(({ name, cells, differs, best, whyNoBest }) => (
        <tr key={name} className={differs ? styles.differs : styles.same}>
          <th scope="row" title={whyNoBest && `None is the best: ${whyNoBest}`}>
            {name}
          </th>
          {runs.map(({ id }, index) => {
            const why = notCounted[index];
            const isBest = best.includes(index);
            return (
              <td
                key={id}
                className={isBest ? styles.best : why && styles.uncounted}
                title={why && `Does not count: ${why}`}
              >
                {cells[index]}
                {isBest && (
                  <span className={styles.mark}>{best.length > 1 ? " best, tied" : " best"}</span>
                )}
              </td>
            );
          })}
        </tr>
      ))}
    </tbody>
  );
}
