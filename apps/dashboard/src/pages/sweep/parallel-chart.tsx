import type { RunSummary } from "@rookery/contracts";
import type { ECharts } from "echarts/core";
import { useCallback, useEffectEvent } from "react";
import { Chart } from "../../charts/chart.tsx";
import type { Colors } from "../../charts/colors.ts";
import type { Axis, BrushedRange } from "./brush.ts";

/** More lines than this say nothing more; those that are drawn are evenly spread over all. */
const maxLines = 3_000;

interface ParallelChartProps {
  runs: readonly RunSummary[];
  axes: readonly Axis[];
  brush: readonly BrushedRange[];
  direction: "maximize" | "minimize";
  onBrush: (ranges: BrushedRange[]) => void;
}

/** One line per run over all parameters; dragging along an axis keeps the runs of that part. */
export function ParallelChart({ runs, axes, brush, direction, onBrush }: ParallelChartProps) {
  const option = useCallback(
    (colors: Colors) => parallelOption({ runs, axes, direction, colors }),
    [runs, axes, direction],
  );
  const hear = useEffectEvent((event: unknown) => {
    const { parallelAxisId: name, intervals } = event as AxisAreaSelected;
    const others = brush.filter((range) => range.name !== name);
    if (intervals.length === 0) return onBrush(others);
    // Several parts of one axis are taken as one.
    const min = Math.min(...intervals.map(([low]) => low));
    const max = Math.max(...intervals.map(([, high]) => high));
    onBrush([...others, { name, min, max }]);
  });
  const showBrush = (chart: ECharts) => {
    for (const { name, min, max } of brush) {
      const intervals = [[min, max]];
      chart.dispatchAction(
        { type: "axisAreaSelect", parallelAxisId: name, intervals },
        { silent: true },
      );
    }
  };
  return (
    <Chart
      label={`Parallel coordinates of ${runs.length} runs over ${axes.map(({ name }) => name).join(", ")}. The filter of the table does the same from the keyboard.`}
      option={option}
      heightPx={300}
      onReady={(chart) => chart.on("axisareaselected", hear)}
      onDrawn={showBrush}
    />
  );
}

interface AxisAreaSelected {
  parallelAxisId: string;
  intervals: [number, number][];
}

interface ParallelOption {
  runs: readonly RunSummary[];
  axes: readonly Axis[];
  direction: "maximize" | "minimize";
  colors: Colors;
}

function parallelOption({ runs, axes, direction, colors }: ParallelOption) {
  const step = Math.max(1, Math.ceil(runs.length / maxLines));
  const lines = runs
    .filter((_, index) => index % step === 0)
    .map((run) => axes.map((axis) => axis.read(run) ?? null));
  const last = axes.length - 1;
  const scores = lines.map((line) => line[last]).filter((score) => typeof score === "number");
  const range = [colors["line-strong"], colors.accent, colors.beak];
  return {
    parallel: { left: 48, right: 72, top: 44, bottom: 24 },
    parallelAxis: axes.map((axis, dim) => ({
      dim,
      id: axis.name,
      name: axis.name,
      // Every step of a drag would otherwise filter the table and change the address.
      realtime: false,
      nameGap: 16,
      nameTextStyle: { color: colors.ink, fontSize: 12, fontWeight: 600 },
      ...(axis.categories
        ? { type: "category", data: axis.categories }
        : { type: axis.isLog ? "log" : "value", scale: true }),
      axisLine: { lineStyle: { color: colors["line-strong"] } },
      axisTick: { lineStyle: { color: colors["line-strong"] } },
      axisLabel: { color: colors["ink-soft"], fontSize: 11 },
      areaSelectStyle: {
        width: 22,
        borderColor: colors.accent,
        color: colors.accent,
        opacity: 0.25,
      },
    })),
    visualMap: {
      show: false,
      dimension: last,
      min: Math.min(...scores),
      max: Math.max(...scores),
      inRange: { color: direction === "maximize" ? range : range.toReversed() },
    },
    series: {
      type: "parallel",
      lineStyle: { width: lines.length > 500 ? 1 : 1.5, opacity: lines.length > 500 ? 0.25 : 0.6 },
      inactiveOpacity: 0.03,
      progressive: 500,
      data: lines,
    },
  };
}
