import type { Run } from "@rookery/contracts";
import { type ComparedRow, compareRuns } from "@rookery/presentation";
import type { ReactNode } from "react";
import table from "../../components/data/table.module.css";
import styles from "./compare.module.css";

export function CompareTable({ runs, head }: { runs: readonly Run[]; head: readonly ReactNode[] }) {
  const { params, metrics, time } = compareRuns(runs);
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
        <Rows title="Parameters" rows={params} span={runs.length + 1} />
        <Rows title="Metrics" rows={[...metrics, time]} span={runs.length + 1} />
      </table>
    </section>
  );
}

function Rows({
  title,
  rows,
  span,
}: {
  title: string;
  rows: readonly ComparedRow[];
  span: number;
}) {
  return (
    <tbody>
      <tr className={styles.group}>
        <th scope="rowgroup" colSpan={span}>
          {title}
        </th>
      </tr>
      {rows.map(({ name, cells, differs, best, whyNoBest }) => (
        <tr key={name} className={differs ? styles.differs : styles.same}>
          <th scope="row" title={whyNoBest && `None is the best: ${whyNoBest}`}>
            {name}
          </th>
          {cells.map((cell, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the runs' order is their identity here
            <td key={index} className={index === best ? styles.best : undefined}>
              {cell}
              {index === best && <span className={styles.mark}> best</span>}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}
