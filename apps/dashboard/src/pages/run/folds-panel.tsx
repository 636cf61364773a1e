import type { FoldScore } from "@rookery/contracts";
import { createMetricFormat, formatCount } from "@rookery/presentation";
import table from "../../components/data/table.module.css";
import { Table } from "../../components/data/table.tsx";
import { Panel } from "../../components/layout/page.tsx";
import styles from "./run.module.css";

interface FoldsPanelProps {
  folds: readonly FoldScore[];
  /** There is one fold then: the rows that were held out. */
  isHoldOut: boolean;
}

export function FoldsPanel({ folds, isHoldOut }: FoldsPanelProps) {
  if (folds.length === 0) return null;
  const title = isHoldOut ? "Scores on the rows held out" : "Scores per fold";
  const names = [...new Set(folds.flatMap(({ metrics }) => Object.keys(metrics)))];
  const formats = new Map(
    names.map((name) => [name, createMetricFormat(folds.map(({ metrics }) => metrics[name]))]),
  );
  return (
    <div className={styles.wide}>
      <Panel title={title} flush>
        <Table
          label={title}
          headings={[
            ...(isHoldOut ? [] : ["Fold"]),
            { number: "Trained on" },
            { number: "Validated on" },
            ...names.map((name) => ({ number: name })),
          ]}
        >
          {folds.map(({ fold, trainRows, validationRows, metrics }) => (
            <tr key={fold}>
              {!isHoldOut && <td>{fold}</td>}
              <td className={table.number}>{formatCount(trainRows)} rows</td>
              <td className={table.number}>{formatCount(validationRows)} rows</td>
              {names.map((name) => (
                <td key={name} className={table.number}>
                  {formats.get(name)?.(metrics[name])}
                </td>
              ))}
            </tr>
          ))}
        </Table>
      </Panel>
    </div>
  );
}
