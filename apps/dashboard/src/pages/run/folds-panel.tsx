import type { FoldScore } from "@rookery/contracts";
import { Panel } from "../../components/page.tsx";
import table from "../../components/table.module.css";
import { formatCount, formatMetric } from "../../format/numbers.ts";
import styles from "./run.module.css";

export function FoldsPanel({ folds }: { folds: readonly FoldScore[] }) {
  if (folds.length === 0) return null;
  const names = [...new Set(folds.flatMap(({ metrics }) => Object.keys(metrics)))];
  return (
    <div className={styles.wide}>
      <Panel title="Scores per fold" flush>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: who has no mouse scrolls it by key */}
        <section className={table.scroll} tabIndex={0} aria-label="Scores per fold">
          <table className={table.table}>
            <thead>
              <tr>
                <th scope="col">Fold</th>
                <th scope="col" className={table.number}>
                  Trained on
                </th>
                <th scope="col" className={table.number}>
                  Validated on
                </th>
                {names.map((name) => (
                  <th key={name} scope="col" className={table.number}>
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {folds.map(({ fold, trainRows, validationRows, metrics }) => (
                <tr key={fold}>
                  <td>{fold}</td>
                  <td className={table.number}>{formatCount(trainRows)} rows</td>
                  <td className={table.number}>{formatCount(validationRows)} rows</td>
                  {names.map((name) => (
                    <td key={name} className={table.number}>
                      {formatMetric(metrics[name])}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </Panel>
    </div>
  );
}
