import type { CalibrationCurve } from "@rookery/contracts";
import { useCallback } from "react";
import { Chart } from "../../charts/chart.tsx";
import { type Colors, seriesColor } from "../../charts/colors.ts";
import { diagonal, unitSquare } from "./unit-square.ts";

export function CalibrationChart({ curves }: { curves: readonly CalibrationCurve[] }) {
  const option = useCallback(
    (colors: Colors) => ({
      ...unitSquare(colors, { across: "predicted probability", up: "share that was so" }),
      series: [
        ...curves.map(({ label, bins }, index) => ({
          name: label,
          type: "line",
          symbolSize: 7,
          lineStyle: { width: 2 },
          itemStyle: { color: seriesColor(colors, index) },
          data: bins.map(({ predicted, observed }) => [predicted, observed]),
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
