import type { ConfusionMatrix } from "@rookery/contracts";
import { formatCount } from "@rookery/presentation";
import { ScrollArea } from "../../../components/data/table.tsx";
import styles from "../run.module.css";

/** Truth in the rows, prediction in the columns; the darker, the larger its share of the row. */
export function ConfusionTable({ confusion }: { confusion: ConfusionMatrix }) {
  const { labels, counts } = confusion;
  return (
    <ScrollArea label="Confusion matrix">
      <table className={styles.matrix}>
        <thead>
          <tr>
            <th scope="col">Truth ↓ predicted →</th>
            {labels.map((label) => (
              <th key={label} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {labels.map((truth, row) => {
            const line = counts[row] ?? [];
            const total = line.reduce((sum, count) => sum + count, 0);
            return (
              <tr key={truth}>
                <th scope="row">{truth}</th>
                {labels.map((predicted, column) => {
                  const count = line[column] ?? 0;
                  const share = total === 0 ? 0 : count / total;
                  return (
                    <td key={predicted} style={cellStyle(share, row === column)}>
                      {formatCount(count)}
                    </td>
                  );
                })}
              </tr>
            );
          })}
        </tbody>
      </table>
    </ScrollArea>
  );
}

/** At most 45% of colour, so that the ink stays readable on it. */
function cellStyle(share: number, isRight: boolean) {
  const color = isRight ? "var(--good)" : "var(--bad)";
  return { background: `color-mix(in oklab, ${color} ${Math.round(share * 45)}%, var(--sunken))` };
}
