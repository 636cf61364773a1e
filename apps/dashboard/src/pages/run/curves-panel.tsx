import { decodeMetric, type Run, type Validation } from "@rookery/contracts";
import { useCallback, useMemo } from "react";
import { Chart } from "../../charts/chart.tsx";
import { type Colors, seriesColor } from "../../charts/colors.ts";
import { axisLooks, tooltipLooks } from "../../charts/parts.ts";
import { Panel } from "../../components/layout/page.tsx";
import { isOverFolds } from "./fold-scores.ts";
import { MetricChoice, useMetric } from "./metric-choice.tsx";
import styles from "./run.module.css";

interface CurvesPanelProps {
  runs: readonly Run[];
  /** Shown first. */
  objective?: string | undefined;
  /** What the legend calls a run. Default: its name. */
  nameOf?: (run: Run) => string;
  /** How a run is validated, where that is known: means over folds so far are no curves. */
  validationOf?: (run: Run) => Validation | undefined;
}

const unknownValidation = () => undefined;

const readName = ({ name }: Run) => name;

/** Metrics that some run reported at more than one step, as curves over the steps. */
export function CurvesPanel({
  runs,
  objective,
  nameOf = readName,
  validationOf = unknownValidation,
}: CurvesPanelProps) {
  const names = useMemo(() => curveNames(runs, validationOf), [runs, validationOf]);
  const metric = useMetric(names, objective);
  const curves = useMemo(
    () => (metric === undefined ? [] : readCurves(runs, metric, validationOf)),
    [runs, metric, validationOf],
  );
  const option = useCallback(
    (colors: Colors) => ({
      grid: {
        left: 8,
        right: 20,
        top: runs.length > 1 ? 36 : 12,
        bottom: 4,
        outerBoundsMode: "same",
      },
      tooltip: { ...tooltipLooks(colors), trigger: "axis" },
      ...(runs.length > 1 && {
        legend: { type: "scroll", top: 0, textStyle: { color: colors.ink } },
      }),
      xAxis: {
        type: "value",
        scale: true,
        minInterval: 1,
        name: "step",
        nameLocation: "middle",
        nameGap: 28,
        ...axisLooks(colors),
      },
      yAxis: { type: "value", scale: true, ...axisLooks(colors) },
      series: curves.map(({ run, points }, index) => ({
        name: nameOf(run),
        type: "line",
        showSymbol: points.length < 30,
        sampling: "lttb",
        // The colours repeat after eight.
        lineStyle: { width: 2, type: index < 8 ? "solid" : "dashed" },
        itemStyle: { color: seriesColor(colors, index) },
        data: points,
      })),
    }),
    [curves, runs.length, nameOf],
  );
  if (metric === undefined) return null;
  return (
    <div className={styles.wide}>
      <Panel title="Curves" note="As reported while training.">
        <MetricChoice names={names} metric={metric} />
        <Chart label={`${metric} over the steps of ${runs.length} runs`} option={option} />
      </Panel>
    </div>
  );
}

type ValidationOf = (run: Run) => Validation | undefined;

function curveNames(runs: readonly Run[], validationOf: ValidationOf): string[] {
  const names = runs.flatMap((run) =>
    Object.entries(run.history)
      .filter(([name, points]) => points.length > 1 && !isOverFolds(run, name, validationOf(run)))
      .map(([name]) => name),
  );
  return [...new Set(names)];
}

function readCurves(runs: readonly Run[], metric: string, validationOf: ValidationOf) {
  return runs
    .filter((run) => !isOverFolds(run, metric, validationOf(run)))
    .map((run) => ({
      run,
      points: (run.history[metric] ?? []).map(({ step, value }) => [step, decodeMetric(value)]),
    }));
}
