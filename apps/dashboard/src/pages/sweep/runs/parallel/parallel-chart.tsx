import type { Direction, RunSummary } from "@rookery/contracts";
import { formatShort, readScore } from "@rookery/presentation";
import type { ECharts } from "echarts/core";
import { useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { Chart } from "../../../../charts/chart.tsx";
import { type Colors, rampColor, rampStops } from "../../../../charts/colors.ts";
import { linearTicks, logTicks } from "../../../../charts/number-axis.ts";
import { type BrushedPart, brushedPart, brushedPlaces, writeBrush } from "./brush.ts";
import type { Axis } from "./parallel-axes.ts";
import { type Line, maxLines, type RankedLines, rankLines } from "./parallel-lines.ts";

interface ParallelChartProps {
  runs: readonly RunSummary[];
  /** Those that the brush keeps. */
  kept: readonly RunSummary[];
  axes: readonly Axis[];
  brush: readonly BrushedPart[];
  objective: { metric: string; direction: Direction };
  onBrush: (parts: BrushedPart[]) => void;
}

/** One line per run over all parameters; dragging along an axis keeps the runs of that part. */
export function ParallelChart(props: ParallelChartProps) {
  const { runs, axes, brush, objective, onBrush } = props;
  const { metric, direction } = objective;
  // Where all lines are drawn, a brush chooses no others.
  const isSampled = runs.length > maxLines;
  const kept = brush.length > 0 && isSampled ? props.kept : undefined;
  const lines = useMemo(
    () =>
      rankLines(runs, axes, {
        score: (run) => readScore(run, metric),
        direction,
        ...(kept && { kept: new Set(kept) }),
      }),
    [runs, axes, metric, direction, kept],
  );
  const option = useCallback(
    (colors: Colors) => parallelOption({ lines, axes, colors }),
    [lines, axes],
  );
  const [chart, setChart] = useState<ECharts | null>(null);
  /** What each axis shows as brushed. */
  const shown = useRef(new Map<string, string>());
  const hear = useEffectEvent((event: unknown) => {
    const { parallelAxisId: name, intervals } = event as AxisAreaSelected;
    const axis = axes.find((one) => one.name === name);
    const others = brush.filter((part) => part.name !== name);
    if (!axis || intervals.length === 0) return afterPaint(() => onBrush(others));
    // Several stretches of one axis are taken as one.
    const low = Math.min(...intervals.map(([from]) => from));
    const high = Math.max(...intervals.map(([, to]) => to));
    const part = brushedPart(axis, [low, high]);
    shown.current.set(name, writeBrush([part]) ?? "");
    afterPaint(() => onBrush([...others, part]));
  });
  const showBrush = useEffectEvent((on: ECharts, parts: readonly BrushedPart[]) => {
    for (const axis of axes) {
      const part = parts.find(({ name }) => name === axis.name);
      const text = (part && writeBrush([part])) ?? "";
      if (text === (shown.current.get(axis.name) ?? "")) continue;
      shown.current.set(axis.name, text);
      const intervals = part ? brushedPlaces(axis, part) : [];
      on.dispatchAction(
        { type: "axisAreaSelect", parallelAxisId: axis.name, intervals },
        { silent: true },
      );
    }
  });
  useEffect(() => {
    // Lines that are chosen anew bring the brush back by themselves.
    if (chart !== null && !chart.isDisposed() && !isSampled) showBrush(chart, brush);
  }, [chart, brush, isSampled]);
  const bringBack = (on: ECharts) => {
    shown.current.clear();
    showBrush(on, brush);
  };
  return (
    <Chart
      label={`Parallel coordinates of ${runs.length} runs over ${axes.map(({ name }) => name).join(", ")}. The filter of the table does the same from the keyboard.`}
      option={option}
      heightPx={300}
      onReady={(made) => {
        made.on("axisareaselected", hear);
        setChart(made);
      }}
      onDrawn={bringBack}
    />
  );
}

/** The lines answer at once; thousands of rows are filtered after that. */
function afterPaint(act: () => void): void {
  requestAnimationFrame(() => setTimeout(act));
}

interface AxisAreaSelected {
  parallelAxisId: string;
  intervals: [number, number][];
}

interface ParallelOption {
  lines: RankedLines;
  axes: readonly Axis[];
  colors: Colors;
}

function parallelOption({ lines, axes, colors }: ParallelOption) {
  const { groups, unranked } = lines;
  const count = groups.reduce((sum, group) => sum + group.length, 0);
  const last = Math.max(groups.length - 1, 1);
  const faint = count > 300 ? 0.25 : 0.5;
  return {
    parallel: { left: 48, right: 72, top: 44, bottom: 24 },
    parallelAxis: axes.map((axis, dim) => parallelAxis(axis, dim, colors)),
    series: [
      lineSeries(unranked, { color: colors["line-strong"], opacity: 0.3, width: 1 }),
      ...groups.map((group, index) =>
        lineSeries(group, {
          color: rampColor(rampStops(colors), index / last),
          opacity: index === last ? 0.9 : faint,
          width: index === last ? 1.75 : 1.25,
        }),
      ),
    ],
  };
}

function lineSeries(data: Line[], lineStyle: { color: string; opacity: number; width: number }) {
  return {
    type: "parallel",
    silent: true,
    lineStyle,
    activeOpacity: Math.max(lineStyle.opacity, 0.6),
    inactiveOpacity: 0.04,
    data,
  };
}

function parallelAxis(axis: Axis, dim: number, colors: Colors) {
  const line = { lineStyle: { color: colors["line-strong"] } };
  // The labels stand among the lines.
  const label = {
    color: colors.ink,
    fontSize: 11,
    textBorderColor: colors.surface,
    textBorderWidth: 3,
  };
  return {
    dim,
    id: axis.name,
    name: axis.name,
    // Every step of a drag would otherwise filter the table and change the address.
    realtime: false,
    nameGap: 16,
    nameTextStyle: { color: colors.ink, fontSize: 12, fontWeight: 600 },
    axisLine: line,
    axisTick: line,
    axisLabel: label,
    ...(axis.categories
      ? { type: "category", data: axis.categories }
      : numberScale(axis, line, label)),
    areaSelectStyle: {
      width: 22,
      borderColor: colors.accent,
      color: colors.accent,
      opacity: 0.25,
    },
  };
}

/** What lacks a number lies at the foot of the axis. */
function numberScale({ isLog, min, max, absentAt }: Axis, line: object, label: object) {
  const formatter = (value: number) => (value < min ? "" : formatShort(value));
  if (absentAt === null && !isLog) return { type: "value", scale: true };
  if (absentAt === null) {
    const customValues = logTicks(min, max);
    return {
      type: "log",
      min,
      max,
      axisTick: { ...line, customValues },
      axisLabel: { ...label, customValues, formatter },
    };
  }
  const customValues = [absentAt, ...(isLog ? logTicks(min, max) : linearTicks(min, max))];
  return {
    type: isLog ? "log" : "value",
    min: absentAt,
    max,
    axisTick: { ...line, customValues },
    axisLabel: {
      ...label,
      customValues,
      formatter: (value: number) => (value === absentAt ? "none" : formatter(value)),
    },
  };
}
