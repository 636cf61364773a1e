import type { RunSummary } from "@rookery/contracts";
import { useCallback, useMemo } from "react";
import { Chart, type Hit, useOpenRun } from "../../../charts/chart.tsx";
import type { Colors } from "../../../charts/colors.ts";
import { tooltipLooks } from "../../../charts/parts.ts";
import { describePoint, type Point, readPoints } from "./scatter-layers.ts";
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
  const slices = useMemo(() => readSlices({ runs, params, metric }), [runs, params, metric]);
  const option = useCallback(
    (colors: Colors) => slicesOption({ slices, metric, colors }),
    [slices, metric],
  );
  const find = ({ seriesIndex = -1, dataIndex = -1 }: Hit) =>
    slices[seriesIndex]?.points[dataIndex]?.run;
  const openOnClick = useOpenRun(find);
  const rows = Math.ceil(params.length / columns);
  return (
    <Chart
      label={`${metric.title} over each of ${params.map(({ title }) => title).join(", ")}`}
      option={option}
      onReady={openOnClick}
      heightPx={rows * rowHeightPx}
    />
  );
}

interface Slice {
  param: Variable;
  points: Point[];
}

/** The same runs in every slice, of many an even sample. */
function readSlices({ runs, params, metric }: SlicesChartProps): Slice[] {
  const whole = runs.filter(({ state }) => state === "succeeded");
  const step = Math.max(1, Math.ceil(whole.length / maxPoints));
  const sample = whole.filter((_, index) => index % step === 0);
  return params.map((param) => ({
    param,
    points: readPoints(sample, { x: param, y: metric, color: undefined }),
  }));
}

interface SlicesOption {
  slices: readonly Slice[];
  metric: Variable;
  colors: Colors;
}

function slicesOption({ slices, metric, colors }: SlicesOption) {
  const rows = Math.ceil(slices.length / columns);
  const across = Math.min(columns, slices.length);
  return {
    tooltip: {
      ...tooltipLooks(colors),
      formatter: ({ seriesIndex = -1, dataIndex = -1 }: Hit) => {
        const slice = slices[seriesIndex];
        return describePoint(slice?.points[dataIndex], slice ? [slice.param, metric] : []);
      },
    },
    grid: slices.map((_, index) => ({
      left: `${((index % columns) * 100) / across + 1}%`,
      width: `${100 / across - 3}%`,
      top: Math.floor(index / columns) * rowHeightPx + 14,
      height: rowHeightPx - 50,
      outerBoundsMode: "same",
      show: rows > 0,
      borderWidth: 0,
    })),
    xAxis: slices.map(({ param, points }, index) => ({
      ...fitLabels(
        variableAxis(
          param,
          points.map(({ place: [value] }) => value),
          colors,
        ),
      ),
      gridIndex: index,
      name: param.title,
      nameLocation: "middle",
      nameGap: 26,
    })),
    yAxis: slices.map(({ points }, index) => ({
      ...variableAxis(
        metric,
        points.map(({ place: [, score] }) => score),
        colors,
      ),
      gridIndex: index,
    })),
    series: slices.map(({ points }, index) => ({
      type: "scatter",
      xAxisIndex: index,
      yAxisIndex: index,
      symbolSize: 5,
      large: points.length > largeFrom,
      largeThreshold: 0,
      itemStyle: { color: colors.accent, opacity: 0.5 },
      data: points.map(({ place }) => place),
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
