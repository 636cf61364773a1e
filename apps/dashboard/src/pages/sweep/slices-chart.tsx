import type { RunSummary } from "@rookery/contracts";
import { useCallback } from "react";
import { Chart } from "../../charts/chart.tsx";
import type { Colors } from "../../charts/colors.ts";
import { tooltipLooks } from "../../charts/parts.ts";
import { type Variable, variableAxis } from "./variable.ts";

const columns = 3;
const rowHeightPx = 210;
const sliceWidthPx = 300;
/** Points of one slice beyond this hide each other. */
const maxPoints = 800;
const largeFrom = 300;

interface SlicesChartProps {
  runs: readonly RunSummary[];
  params: readonly Variable[];
  metric: Variable;
}

export function SlicesChart({ runs, params, metric }: SlicesChartProps) {
  const option = useCallback(
    (colors: Colors) => slicesOption({ runs, params, metric, colors }),
    [runs, params, metric],
  );
  const rows = Math.ceil(params.length / columns);
  return (
    <Chart
      label={`${metric.title} over each of ${params.map(({ title }) => title).join(", ")}`}
      option={option}
      heightPx={rows * rowHeightPx}
    />
  );
}

function slicesOption(input: SlicesChartProps & { colors: Colors }) {
  const { runs, params, metric, colors } = input;
  const rows = Math.ceil(params.length / columns);
  const across = Math.min(columns, params.length);
  const whole = runs.filter(({ state }) => state === "succeeded");
  const step = Math.max(1, Math.ceil(whole.length / maxPoints));
  const sample = whole.filter((_, index) => index % step === 0);
  const slices = params.map((param, index) => ({
    param,
    index,
    points: sample.flatMap((run): [number | string, number | string][] => {
      const value = param.read(run);
      const score = metric.read(run);
      return value === undefined || score === undefined ? [] : [[value, score]];
    }),
  }));
  return {
    tooltip: tooltipLooks(colors),
    grid: slices.map(({ index }) => ({
      left: `${((index % columns) * 100) / across + 1}%`,
      width: `${100 / across - 3}%`,
      top: Math.floor(index / columns) * rowHeightPx + 14,
      height: rowHeightPx - 50,
      outerBoundsMode: "same",
      show: rows > 0,
      borderWidth: 0,
    })),
    xAxis: slices.map(({ param, points, index }) => ({
      ...fitLabels(
        variableAxis(
          param,
          points.map(([value]) => value),
          colors,
        ),
      ),
      gridIndex: index,
      name: param.title,
      nameLocation: "middle",
      nameGap: 26,
    })),
    yAxis: slices.map(({ points, index }) => ({
      ...variableAxis(
        metric,
        points.map(([, score]) => score),
        colors,
      ),
      gridIndex: index,
    })),
    series: slices.map(({ points, index }) => ({
      type: "scatter",
      xAxisIndex: index,
      yAxisIndex: index,
      symbolSize: 5,
      large: points.length > largeFrom,
      largeThreshold: 0,
      itemStyle: { color: colors.accent, opacity: 0.5 },
      data: points,
    })),
  };
}

/** Categories share the width of a slice: long ones are cut rather than left out. */
function fitLabels(axis: ReturnType<typeof variableAxis>) {
  if (!("data" in axis)) return axis;
  const widthPx = Math.floor(sliceWidthPx / axis.data.length);
  const axisLabel = { ...axis.axisLabel, interval: 0, width: widthPx, overflow: "truncate" };
  return { ...axis, axisLabel };
}
