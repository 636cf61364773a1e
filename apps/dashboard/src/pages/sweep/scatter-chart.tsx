import type { RunSummary } from "@rookery/contracts";
import { useNavigate } from "@tanstack/react-router";
import { useCallback, useEffectEvent, useMemo } from "react";
import { Chart } from "../../charts/chart.tsx";
import type { Colors } from "../../charts/colors.ts";
import { axisLooks, escapeHtml, tooltipLooks } from "../../charts/parts.ts";

/** Something that every run has a value of. */
export interface Variable {
  id: string;
  title: string;
  kind: "parameter" | "metric" | "other";
  /** Whether numbers like these belong on a log scale. */
  isLog: (values: readonly number[]) => boolean;
  read: (run: RunSummary) => number | string | undefined;
}

interface ScatterChartProps {
  runs: readonly RunSummary[];
  x: Variable;
  y: Variable;
  color: Variable | undefined;
}

type Point = [
  x: number | string,
  y: number | string,
  color: number | string,
  runId: string,
  run: number,
];

export function ScatterChart({ runs, x, y, color }: ScatterChartProps) {
  const points = useMemo(() => readPoints(runs, { x, y, color }), [runs, x, y, color]);
  const option = useCallback(
    (colors: Colors) => ({
      grid: { left: 8, right: color ? 96 : 20, top: 24, bottom: 4, outerBoundsMode: "same" },
      tooltip: {
        ...tooltipLooks(colors),
        formatter: ({ value }: { value: Point }) =>
          `<b>#${value[4]}</b><br>${escapeHtml(x.title)} ${escapeHtml(String(value[0]))}<br>${escapeHtml(y.title)} ${escapeHtml(String(value[1]))}`,
      },
      xAxis: {
        ...variableAxis(
          x,
          points.map(([across]) => across),
          colors,
        ),
        name: x.title,
        nameLocation: "middle",
        nameGap: 28,
      },
      yAxis: variableAxis(
        y,
        points.map(([, up]) => up),
        colors,
      ),
      ...(color && { visualMap: colorMap(points, color, colors) }),
      series: {
        type: "scatter",
        symbolSize: points.length > 1_000 ? 5 : 9,
        itemStyle: { color: colors.accent, opacity: 0.65 },
        data: points,
      },
    }),
    [points, x, y, color],
  );
  const navigate = useNavigate();
  const open = useEffectEvent((event: { value?: unknown }) => {
    const [, , , runId] = (event.value ?? []) as Partial<Point>;
    if (runId) void navigate({ to: "/runs/$runId", params: { runId } });
  });
  return (
    <Chart
      label={`${y.title} over ${x.title} of ${points.length} runs`}
      option={option}
      heightPx={380}
      onReady={(chart) => chart.on("click", (event) => open(event))}
    />
  );
}

function readPoints(
  runs: readonly RunSummary[],
  { x, y, color }: { x: Variable; y: Variable; color: Variable | undefined },
): Point[] {
  return runs.flatMap((run): Point[] => {
    const across = x.read(run);
    const up = y.read(run);
    const hue = color ? color.read(run) : 0;
    if (across === undefined || up === undefined || hue === undefined) return [];
    return [[across, up, hue, run.id, run.number ?? 0]];
  });
}

/** An axis for a variable's values: categories, or numbers on the scale that spreads them. */
export function variableAxis(
  { isLog }: Variable,
  values: readonly (number | string)[],
  colors: Colors,
) {
  if (values.some((value) => typeof value === "string")) {
    const categories = [...new Set(values.map(String))].sort();
    return { type: "category", data: categories, ...axisLooks(colors) };
  }
  const type = isLog(values as number[]) ? "log" : "value";
  return { type, scale: true, ...axisLooks(colors) };
}

function colorMap(points: readonly Point[], color: Variable, colors: Colors) {
  const values = points.map((point) => point[2]);
  const looks = {
    dimension: 2,
    right: 0,
    top: "middle",
    text: [color.title],
    textStyle: { color: colors.ink, width: 90, overflow: "truncate" },
  };
  if (values.some((value) => typeof value === "string")) {
    const categories = [...new Set(values.map(String))].sort();
    const hues = Array.from(
      { length: 8 },
      (_, index) => colors[`series-${index + 1}` as keyof Colors],
    );
    return { ...looks, type: "piecewise", categories, inRange: { color: hues } };
  }
  const numbers = values as number[];
  return {
    ...looks,
    type: "continuous",
    precision: 4,
    min: Math.min(...numbers),
    max: Math.max(...numbers),
    inRange: { color: [colors["line-strong"], colors.accent, colors.beak] },
  };
}
