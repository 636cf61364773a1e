import type { RocCurve } from "@rookery/contracts";
import { formatMetric } from "@rookery/presentation";
import { useCallback } from "react";
import { Chart } from "../../../charts/chart.tsx";
import { type Colors, seriesColor } from "../../../charts/colors.ts";
import { diagonal, unitSquare } from "./unit-square.ts";

export function RocChart({ curves }: { curves: readonly RocCurve[] }) {
  const option = useCallback(
    (colors: Colors) => ({
      ...unitSquare(colors, { across: "false positive rate", up: "true positive rate" }),
      series: [
        ...curves.map(({ label, auc, falsePositiveRates, truePositiveRates }, index) => ({
          name: `${label} ${formatMetric(auc)}`,
          type: "line",
          showSymbol: false,
          lineStyle: { width: 2 },
          itemStyle: { color: seriesColor(colors, index) },
          data: falsePositiveRates.map((rate, at) => [rate, truePositiveRates[at]]),
        })),
        diagonal(colors),
      ],
    }),
    [curves],
  );
  const areas = curves.map(({ label, auc }) => `${label} ${formatMetric(auc)}`).join(", ");
  return <Chart label={`ROC curves; areas: ${areas}`} option={option} heightPx={320} />;
}
