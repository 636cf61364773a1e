import type { AttemptState, SweepAttempt } from "@rookery/contracts";
import { formatDuration, toneOf } from "@rookery/presentation";
import { useCallback, useMemo } from "react";
import { Chart, useOpenRun } from "../../../charts/chart.tsx";
import type { Colors } from "../../../charts/colors.ts";
import { axisLooks, escapeHtml, tooltipLooks } from "../../../charts/parts.ts";
import { assignLanes } from "./assign-lanes.ts";

const laneHeightPx = 18;
const aroundPx = 110;

interface Bar {
  lane: number;
  startMs: number;
  endMs: number;
  attempt: SweepAttempt;
}

/** One row per worker and thread, one bar per attempt. */
export function TimelineChart({ attempts }: { attempts: readonly SweepAttempt[] }) {
  const { bars, lanes, workerCount } = useMemo(() => layOut(attempts), [attempts]);
  const option = useCallback(
    (colors: Colors) => timelineOption(bars, lanes, colors),
    [bars, lanes],
  );
  const openOnClick = useOpenRun(({ dataIndex = -1 }) => {
    const bar = bars[dataIndex];
    return bar && { id: bar.attempt.runId };
  });
  return (
    <Chart
      label={`${attempts.length} attempts by ${workerCount} workers over time`}
      option={option}
      heightPx={lanes.length * laneHeightPx + aroundPx}
      onReady={openOnClick}
    />
  );
}

function layOut(attempts: readonly SweepAttempt[]) {
  const now = Date.now();
  const byWorker = groupByWorker(attempts);
  const bars: Bar[] = [];
  const lanes: string[] = [];
  for (const [workerId, own] of byWorker) {
    const spans = own.map(({ startedAt, endedAt }) => ({
      startMs: Date.parse(startedAt),
      endMs: endedAt ? Date.parse(endedAt) : now,
    }));
    const assigned = assignLanes(spans);
    for (const [index, attempt] of own.entries()) {
      const span = spans[index];
      if (span) bars.push({ lane: lanes.length + (assigned.lanes[index] ?? 0), ...span, attempt });
    }
    for (let lane = 0; lane < assigned.count; lane++) lanes.push(lane === 0 ? workerId : "");
  }
  return { bars, lanes, workerCount: byWorker.size };
}

function groupByWorker(attempts: readonly SweepAttempt[]): Map<string, SweepAttempt[]> {
  const groups = new Map<string, SweepAttempt[]>();
  for (const attempt of attempts) {
    const own = groups.get(attempt.workerId) ?? [];
    own.push(attempt);
    groups.set(attempt.workerId, own);
  }
  return groups;
}

interface RenderParams {
  dataIndex: number;
  coordSys: { x: number; y: number; width: number; height: number };
}
interface RenderApi {
  value(index: number): number;
  coord(point: [number, number]): [number, number];
  size(size: [number, number]): [number, number];
  style(): object;
}

function timelineOption(bars: readonly Bar[], lanes: readonly string[], colors: Colors) {
  return {
    useUTC: true,
    grid: { left: 8, right: 40, top: 8, bottom: 64, outerBoundsMode: "same" },
    tooltip: {
      ...tooltipLooks(colors),
      formatter: ({ dataIndex }: { dataIndex: number }) => describe(bars[dataIndex]),
    },
    dataZoom: [
      { type: "inside", filterMode: "weakFilter" },
      {
        type: "slider",
        height: 18,
        bottom: 8,
        filterMode: "weakFilter",
        showDataShadow: false,
        borderColor: colors.line,
        fillerColor: colors["accent-soft"],
        handleStyle: { color: colors.raised, borderColor: colors.accent },
        moveHandleStyle: { color: colors["line-strong"] },
        textStyle: { color: colors["ink-soft"] },
      },
    ],
    xAxis: { type: "time", name: "UTC", ...axisLooks(colors) },
    yAxis: {
      type: "category",
      inverse: true,
      data: lanes.map((_, index) => index),
      ...axisLooks(colors),
      axisTick: { show: false },
      axisLabel: {
        color: colors["ink-soft"],
        interval: 0,
        formatter: (index: string) => lanes[Number(index)] ?? "",
      },
    },
    series: {
      type: "custom",
      clip: true,
      progressive: 400,
      progressiveThreshold: 1_000,
      encode: { x: [1, 2], y: 0 },
      renderItem: (params: RenderParams, api: RenderApi) => {
        const [startX, y] = api.coord([api.value(1), api.value(0)]);
        const [endX] = api.coord([api.value(2), api.value(0)]);
        const height = api.size([0, 1])[1] * 0.7;
        return {
          type: "rect",
          shape: {
            x: startX,
            y: y - height / 2,
            width: Math.max(endX - startX - 0.5, 1),
            height,
            r: 2,
          },
          style: api.style(),
          transition: [],
          cursor: params.dataIndex >= 0 ? "pointer" : "default",
        };
      },
      data: bars.map(({ lane, startMs, endMs, attempt }) => ({
        value: [lane, startMs, endMs],
        itemStyle: { color: stateColor(attempt.state, colors) },
      })),
    },
  };
}

function stateColor(state: AttemptState, colors: Colors): string {
  const { good, bad, beak: warn, accent: busy, "line-strong": calm } = colors;
  return { good, bad, warn, busy, calm }[toneOf(state)];
}

function describe(bar: Bar | undefined): string {
  if (!bar) return "";
  const { attempt, startMs, endMs } = bar;
  const error = attempt.error ? `<br>${escapeHtml(attempt.error.message.slice(0, 120))}` : "";
  return `<b>#${attempt.runNumber}</b>, attempt ${attempt.number}: ${attempt.state}<br>${escapeHtml(attempt.workerId)}, ${formatDuration(endMs - startMs)}${error}`;
}
