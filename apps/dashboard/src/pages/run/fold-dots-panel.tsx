import type { Run } from "@rookery/contracts";
import { createMetricFormat, nothing } from "@rookery/presentation";
import { useCallback, useMemo } from "react";
import { Chart, type Hit } from "../../charts/chart.tsx";
import { type Colors, seriesColor } from "../../charts/colors.ts";
import { axisLooks, escapeHtml, tooltipLooks } from "../../charts/parts.ts";
import { Panel } from "../../components/layout/page.tsx";
import { type FoldScores, listFoldMetrics, readFoldScores } from "./fold-scores.ts";
import { MetricChoice, useMetric } from "./metric-choice.tsx";
import styles from "./run.module.css";

interface FoldDotsPanelProps {
  runs: readonly Run[];
  /** Shown first. */
  objective?: string | undefined;
  /** What the axis calls a run. Default: its name. */
  nameOf?: (run: Run) => string;
}

const readName = ({ name }: Run) => name;

/** What the validation folds scored, as dots, with their mean and spread. */
export function FoldDotsPanel({ runs, objective, nameOf = readName }: FoldDotsPanelProps) {
  const folded = useMemo(() => runs.filter(({ folds }) => folds.length > 1), [runs]);
  const names = useMemo(() => listFoldMetrics(folded), [folded]);
  const metric = useMetric(names, objective);
  const groups = useMemo(
    () => (metric === undefined ? [] : folded.map((run) => readFoldScores(run, metric))),
    [folded, metric],
  );
  const option = useCallback(
    (colors: Colors) => dotsOption({ groups, nameOf, colors }),
    [groups, nameOf],
  );
  if (metric === undefined) return null;
  return (
    <div className={styles.wide}>
      <Panel
        title="Validation folds"
        note="A dot is one fold; the bar is their mean, the line one standard deviation to either side. Folds have no order."
      >
        <MetricChoice names={names} metric={metric} />
        <Chart label={describeChart(groups, metric, nameOf)} option={option} />
      </Panel>
    </div>
  );
}

interface DotsOption {
  groups: readonly FoldScores[];
  nameOf: (run: Run) => string;
  colors: Colors;
}

function dotsOption({ groups, nameOf, colors }: DotsOption) {
  const format = createMetricFormat(
    groups.flatMap(({ scores }) => scores.map(({ score }) => score)),
  );
  const dots = groups.flatMap(({ run, scores }, index) =>
    scores.map(({ fold, score }) => ({ run, fold, value: [index, score], index })),
  );
  return {
    grid: { left: 8, right: 20, top: 12, bottom: 4, outerBoundsMode: "same" },
    tooltip: {
      ...tooltipLooks(colors),
      formatter: ({ dataIndex = -1 }: Hit) => {
        const dot = dots[dataIndex];
        if (!dot) return "";
        return `<b>${escapeHtml(nameOf(dot.run))}</b>, fold ${dot.fold}: ${format(dot.value[1])}`;
      },
    },
    xAxis: {
      type: "category",
      data: groups.map(({ run }) => nameOf(run)),
      ...axisLooks(colors),
      splitLine: { show: false },
    },
    yAxis: { type: "value", scale: true, ...axisLooks(colors) },
    series: [
      {
        type: "scatter",
        symbolSize: 10,
        data: dots.map(({ value, index }) => ({
          value,
          itemStyle: { color: seriesColor(colors, index), opacity: 0.65 },
        })),
      },
      ...groups.flatMap(({ mean, spread }, index) =>
        mean === undefined
          ? []
          : [meanBar(index, mean, colors), ...spreadLine(index, mean, spread, colors)],
      ),
    ],
  };
}

function meanBar(index: number, mean: number, colors: Colors) {
  return {
    type: "scatter",
    silent: true,
    symbol: "rect",
    symbolSize: [36, 3],
    itemStyle: { color: colors.ink },
    data: [[index, mean]],
  };
}

function spreadLine(index: number, mean: number, spread: number | undefined, colors: Colors) {
  if (spread === undefined) return [];
  return [
    {
      type: "line",
      silent: true,
      symbol: "rect",
      symbolSize: [14, 2],
      lineStyle: { color: colors.ink, width: 1.5 },
      itemStyle: { color: colors.ink },
      data: [
        [index, mean - spread],
        [index, mean + spread],
      ],
    },
  ];
}

/** All that the chart shows, in words. */
function describeChart(
  groups: readonly FoldScores[],
  metric: string,
  nameOf: (run: Run) => string,
): string {
  const format = createMetricFormat(groups.map(({ mean }) => mean));
  const told = groups.map(({ run, scores, mean, spread }) => {
    const spreadText = spread === undefined ? "" : ` ± ${format(spread)}`;
    return `${nameOf(run)} ${mean === undefined ? nothing : format(mean)}${spreadText} over ${scores.length} folds`;
  });
  return `${metric} of each validation fold: ${told.join(", ")}`;
}
