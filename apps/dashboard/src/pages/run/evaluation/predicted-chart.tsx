import type { RegressionReport } from "@rookery/contracts";
import { useCallback } from "react";
import { Chart } from "../../../charts/chart.tsx";
import type { Colors } from "../../../charts/colors.ts";
import { axisLooks, tooltipLooks } from "../../../charts/parts.ts";

export function PredictedChart({ sample }: { sample: RegressionReport["sample"] }) {
  const option = useCallback(
    (colors: Colors) => {
      const axis = { type: "value", scale: true, nameLocation: "middle", ...axisLooks(colors) };
      const actual = sample.map((row) => row.actual);
      const ends = [Math.min(...actual), Math.max(...actual)];
      return {
        grid: { left: 24, right: 16, top: 12, bottom: 4, outerBoundsMode: "same" },
        tooltip: tooltipLooks(colors),
        xAxis: { ...axis, name: "actual", nameGap: 28 },
        yAxis: { ...axis, name: "predicted", nameGap: 44 },
        series: [
          {
            type: "scatter",
            symbolSize: 6,
            itemStyle: { color: colors.accent, opacity: 0.6 },
            data: sample.map((row) => [row.actual, row.predicted]),
          },
          {
            type: "line",
            showSymbol: false,
            silent: true,
            lineStyle: { color: colors["line-strong"], type: "dashed", width: 1 },
            data: ends.map((end) => [end, end]),
          },
        ],
      };
    },
    [sample],
  );
  return (
    <Chart
      label={`Predicted over actual values of ${sample.length} rows`}
      option={option}
      heightPx={320}
    />
  );
}
