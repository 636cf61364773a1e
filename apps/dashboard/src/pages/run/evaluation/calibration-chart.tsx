import type { CalibrationCurve } from "@rookery/contracts";
import { useCallback } from "react";
import { Chart } from "../../../charts/chart.tsx";
import { type Colors, seriesColor } from "../../../charts/colors.ts";
import { diagonal, unitSquare } from "./unit-square.ts";

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
