import type { RunSummary } from "@rookery/contracts";
import { createScoreFormat, formatParam, nothing } from "@rookery/presentation";
import { useCallback, useMemo } from "react";
import { Chart, useOpenRun } from "../../../charts/chart.tsx";
import type { Colors } from "../../../charts/colors.ts";
import { numberAxis, spansDecades } from "../../../charts/number-axis.ts";
import { axisLooks, escapeHtml, tooltipLooks } from "../../../charts/parts.ts";
import type { ScoredRun } from "./track-best.ts";

interface BestSoFarProps {
  scored: readonly ScoredRun[];
  metric: string;
}

export function BestSoFar({ scored, metric }: BestSoFarProps) {
  const isLog = useMemo(() => spansDecades(scored.map(({ score }) => score)), [scored]);
  const format = useMemo(
    () =>
      createScoreFormat(
        scored.map(({ run }) => run),
        metric,
      ),
    [scored, metric],
  );
  const dots = useMemo(
    () => ({
      type: "scatter",
      symbolSize: scored.length > 500 ? 4 : 7,
      large: scored.length > 2_000,
    }),
    [scored.length],
  );
  const [whole, pruned] = useMemo(
    () => [listPlaces(scored, true), listPlaces(scored, false)],
    [scored],
  );
  const openOnClick = useOpenRun(({ seriesIndex = -1, dataIndex = -1 }) => {
    const [place = 0] = [whole, pruned][seriesIndex]?.[dataIndex] ?? [];
    return scored[place - 1]?.run;
  });
  const option = useCallback(
    (colors: Colors) => ({
      grid: { left: 8, right: 16, top: 32, bottom: 4, outerBoundsMode: "same" },
      legend: { top: 0, left: 0, textStyle: { color: colors.ink } },
      tooltip: {
        ...tooltipLooks(colors),
        trigger: "item",
        formatter: ({ value: [place] }: { value: [number, number] }) =>
          describe(scored[place - 1], { metric, format }),
      },
      xAxis: {
        type: "value",
        name: "runs with a score",
        nameLocation: "middle",
        nameGap: 28,
        minInterval: 1,
        max: Math.max(scored.length, 2),
        ...axisLooks(colors),
        splitLine: { show: false },
      },
      yAxis: numberAxis(
        scored.map(({ score }) => score),
        { isLog, colors },
      ),
      series: [
        {
          name: "each run",
          ...dots,
          itemStyle: { color: colors["line-strong"], opacity: 0.6 },
          data: whole,
        },
        {
          name: "pruned",
          ...dots,
          itemStyle: { color: "transparent", borderColor: colors["line-strong"], borderWidth: 1 },
          data: pruned,
        },
        {
          name: "best so far",
          type: "line",
          // It lies on the points that it goes through, which are what can be asked.
          silent: true,
          step: "end",
          showSymbol: false,
          lineStyle: { color: colors.beak, width: 2.5 },
          itemStyle: { color: colors.beak },
          data: listSteps(scored),
        },
      ],
    }),
    [scored, whole, pruned, metric, format, isLog, dots],
  );
  const last = scored.at(-1)?.best;
  const best = scored.find(({ score, isWhole }) => isWhole && score === last);
  return (
    <Chart
      label={`${metric} of ${scored.length} runs in the order they ended; the best is ${best ? format(best.run) : nothing}`}
      option={option}
      onReady={openOnClick}
    />
  );
}

/** Place in the order and score, of the runs that were trained whole or of those that were pruned. */
function listPlaces(scored: readonly ScoredRun[], isWhole: boolean): [number, number][] {
  return scored.flatMap((point, index): [number, number][] =>
    point.isWhole === isWhole ? [[index + 1, point.score]] : [],
  );
}

/** Where the best changes, and the end. */
function listSteps(scored: readonly ScoredRun[]) {
  return scored.flatMap(({ best }, index) => {
    const isStep = best !== scored[index - 1]?.best || index === scored.length - 1;
    return best !== undefined && isStep ? [[index + 1, best]] : [];
  });
}

interface Wording {
  metric: string;
  format: (run: RunSummary) => string;
}

function describe(point: ScoredRun | undefined, { metric, format }: Wording): string {
  if (!point) return "";
  const params = Object.entries(point.run.params)
    .map(([name, value]) => `${escapeHtml(name)} ${escapeHtml(formatParam(value))}`)
    .join("<br>");
  return `<b>#${point.run.number}</b> ${escapeHtml(metric)} ${format(point.run)}<br>${params}`;
}
