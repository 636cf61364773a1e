import type { RegressionReport } from "@rookery/contracts";
import { formatShort } from "@rookery/presentation";
import { Facts } from "../../../components/data/facts.tsx";
import { Panel } from "../../../components/layout/page.tsx";

/** How far off the predictions are, from the largest miss below to the largest above. */
export function ResidualsPanel({ residuals }: Pick<RegressionReport, "residuals">) {
  return (
    <Panel title="Residuals" note="Actual minus predicted: below 0, the model said too much.">
      <Facts
        facts={[
          ["Mean", formatShort(residuals.mean)],
          ...residuals.quantiles.map(
            ({ share, value }) => [nameQuantile(share), formatShort(value)] as const,
          ),
        ]}
      />
    </Panel>
  );
}

function nameQuantile(share: number): string {
  if (share === 0) return "Least";
  if (share === 0.5) return "Median";
  return share === 1 ? "Greatest" : `${Number((share * 100).toPrecision(3))}% lie below`;
}
