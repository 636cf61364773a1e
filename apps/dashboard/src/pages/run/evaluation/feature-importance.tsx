import type { FeatureImportance as Importance } from "@rookery/contracts";
import { formatShort } from "@rookery/presentation";
import { Shares } from "../../../components/data/shares.tsx";
import { Panel } from "../../../components/layout/page.tsx";

const shown = 20;
const methods = {
  coefficients:
    "How far a column moves the linear model's score: the standard deviation of its part.",
  permutation: "What the metric loses when the column's values are shuffled among validation rows.",
};

export function FeatureImportance({ importance }: { importance: Importance }) {
  const { method, columns, columnCount } = importance;
  const rest = columnCount > shown ? ` The first ${shown} of ${columnCount} columns.` : "";
  return (
    <Panel title="Feature importance" note={`${methods[method]}${rest}`}>
      <Shares
        shares={columns.slice(0, shown).map((column) => ({
          name: column.name,
          share: column.importance / Math.max(columns[0]?.importance ?? 0, Number.EPSILON),
          text: formatShort(column.importance),
        }))}
      />
    </Panel>
  );
}
