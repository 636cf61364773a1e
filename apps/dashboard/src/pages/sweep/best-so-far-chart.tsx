import { useCallback, useMemo } from "react";
import { Chart } from "../../charts/chart.tsx";
import type { Colors } from "../../charts/colors.ts";
import { axisLooks, escapeHtml, tooltipLooks } from "../../charts/parts.ts";
import { formatMetric, formatParam } from "../../format/numbers.ts";
import type { ScoredRun } from "../../stats/best-so-far.ts";
import { spansDecades } from "./scales.ts";

interface BestSoFarProps {
  scored: readonly ScoredRun[];
  metric: string;
}

export function BestSoFar({ scored, metric }: BestSoFarProps) {
  const isLog = useMemo(() => spansDecades(scored.map(({ score }) => score)), [scored]);
  const option = useCallback(
    (colors: Colors) => ({
      grid: { left: 8, right: 16, top: 32, bottom: 4, outerBoundsMode: "same" },
      legend: { top: 0, left: 0, textStyle: { color: colors.ink } },
      tooltip: {
        ...tooltipLooks(colors),
        trigger: "item",
        formatter: ({ dataIndex }: { dataIndex: number }) => describe(scored[dataIndex], metric),
      },
      xAxis: {
        type: "value",
        name: "runs ended",
        nameLocation: "middle",
        nameGap: 28,
        minInterval: 1,
        max: Math.max(scored.length, 2),
        ...axisLooks(colors),
        splitLine: { show: false },
      },
      yAxis: { type: isLog ? "log" : "value", scale: true, ...axisLooks(colors) },
      series: [
        {
          name: "each run",
          type: "scatter",
          symbolSize: scored.length > 500 ? 4 : 7,
          itemStyle: { color: colors["line-strong"], opacity: 0.6 },
          data: scored.map(({ score }, index) => [index + 1, score]),
          large: scored.length > 5_000,
        },
        {
          name: "best so far",
          type: "line",
          step: "end",
          showSymbol: false,
          lineStyle: { color: colors.beak, width: 2.5 },
          itemStyle: { color: colors.beak },
          data: scored.map(({ best }, index) => [index + 1, best]),
        },
      ],
    }),
    [scored, metric, isLog],
  );
  const best = scored.at(-1)?.best;
  return (
    <Chart
      label={`${metric} of ${scored.length} runs in the order they ended; the best is ${formatMetric(best)}`}
      option={option}
    />
  );
}

function describe(point: ScoredRun | undefined, metric: string): string {
  if (!point) return "";
  const params = Object.entries(point.run.params)
    .map(([name, value]) => `${escapeHtml(name)} ${escapeHtml(formatParam(value))}`)
    .join("<br>");
  return `<b>#${point.run.number}</b> ${escapeHtml(metric)} ${formatMetric(point.score)}<br>${params}`;
}
