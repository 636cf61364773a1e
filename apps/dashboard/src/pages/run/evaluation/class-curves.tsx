import type { CalibrationCurve, RocCurve } from "@rookery/contracts";
import { formatMetric } from "@rookery/presentation";
import { useCallback } from "react";
import { Chart } from "../../../charts/chart.tsx";
import { type Colors, seriesColor } from "../../../charts/colors.ts";
import { axisLooks, tooltipLooks } from "../../../charts/parts.ts";

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

export function CalibrationChart({ curves }: { curves: readonly CalibrationCurve[] }) {
  const option = useCallback(
    (colors: Colors) => ({
      ...unitSquare(colors, { across: "predicted probability", up: "share that was so" }),
      series: [
        ...curves.map(({ label, bins }, index) => ({
          name: label,
          type: "line",
          symbol: "circle",
          lineStyle: { width: 1, opacity: 0.5 },
          itemStyle: { color: seriesColor(colors, index) },
          data: bins.map(({ predicted, observed, count }) => ({
            value: [predicted, observed, count],
            symbolSize: dotSize(count, bins),
          })),
        })),
        diagonal(colors),
      ],
    }),
    [curves],
  );
  return (
    <Chart
      label={`Calibration of ${curves.map(({ label }) => label).join(", ")}`}
      option={option}
      heightPx={320}
    />
  );
}

/** By area: bins of one or two rows should not catch the eye. */
function dotSize(count: number, bins: CalibrationCurve["bins"]): number {
  const most = Math.max(...bins.map((bin) => bin.count));
  return 4 + 12 * Math.sqrt(count / most);
}

/** Both axes from 0 to 1, with the diagonal. */
function unitSquare(colors: Colors, { across, up }: { across: string; up: string }) {
  const axis = { type: "value", min: 0, max: 1, nameLocation: "middle", ...axisLooks(colors) };
  return {
    grid: { left: 24, right: 12, top: 36, bottom: 4, outerBoundsMode: "same" },
    legend: { top: 0, left: 0, textStyle: { color: colors.ink } },
    tooltip: tooltipLooks(colors),
    xAxis: { ...axis, name: across, nameGap: 28 },
    yAxis: { ...axis, name: up, nameGap: 36 },
  };
}

function diagonal(colors: Colors) {
  return {
    type: "line",
    data: [
      [0, 0],
      [1, 1],
    ],
    showSymbol: false,
    silent: true,
    tooltip: { show: false },
    lineStyle: { color: colors["line-strong"], type: "dashed", width: 1 },
  };
}
