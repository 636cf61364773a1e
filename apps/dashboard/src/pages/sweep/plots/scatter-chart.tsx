import type { RunSummary } from "@rookery/contracts";
import { useCallback, useMemo } from "react";
import { Chart, type Hit, useOpenRun } from "../../../charts/chart.tsx";
import type { Colors } from "../../../charts/colors.ts";
import { tooltipLooks } from "../../../charts/parts.ts";
import { describePoint, type Layer, layPoints, readPoints } from "./scatter-layers.ts";
import { type Variable, variableAxis } from "./variable.ts";

/** More points than this are drawn as one shape per colour. */
const largeFrom = 1_000;

interface ScatterChartProps {
  runs: readonly RunSummary[];
  x: Variable;
  y: Variable;
  color: Variable | undefined;
}

export function ScatterChart({ runs, x, y, color }: ScatterChartProps) {
  const points = useMemo(() => readPoints(runs, { x, y, color }), [runs, x, y, color]);
  const layers = useMemo(() => layPoints(points, color), [points, color]);
  const option = useCallback(
    (colors: Colors) => {
      const hasLegend = layers.length > 1;
      const legend = { type: "scroll", top: 0, left: 0, textStyle: { color: colors.ink } };
      const [across, up] = [0, 1].map((dim) => points.map(({ place }) => place[dim as 0 | 1]));
      return {
        grid: { left: 8, right: 20, top: hasLegend ? 40 : 24, bottom: 4, outerBoundsMode: "same" },
        ...(hasLegend && { legend }),
        tooltip: {
          ...tooltipLooks(colors),
          formatter: (hit: Hit) =>
            describePoint(findPoint(layers, hit), [x, y, ...(color ? [color] : [])]),
        },
        xAxis: {
          ...variableAxis(x, across ?? [], colors),
          name: x.title,
          nameLocation: "middle",
          nameGap: 28,
        },
        yAxis: variableAxis(y, up ?? [], colors),
        series: layers.map(({ name, points: own, paint }) => ({
          name,
          type: "scatter",
          symbolSize: points.length > largeFrom ? 5 : 9,
          large: points.length > largeFrom,
          largeThreshold: 0,
          itemStyle: paint(colors),
          data: own.map(({ place }) => place),
        })),
      };
    },
    [points, layers, x, y, color],
  );
  const openOnClick = useOpenRun((hit) => findPoint(layers, hit)?.run);
  return (
    <Chart
      label={`${y.title} over ${x.title} of ${points.length} runs`}
      option={option}
      heightPx={380}
      onReady={openOnClick}
    />
  );
}

function findPoint(layers: readonly Layer[], { seriesIndex = -1, dataIndex = -1 }: Hit) {
  return layers[seriesIndex]?.points[dataIndex];
}
