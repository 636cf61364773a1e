import { decodeMetric, type Run } from "@rookery/contracts";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { Chart } from "../../charts/chart.tsx";
import { type Colors, seriesColor } from "../../charts/colors.ts";
import { axisLooks, tooltipLooks } from "../../charts/parts.ts";
import { Field, Select } from "../../components/controls/field.tsx";
import { Panel } from "../../components/layout/page.tsx";
import styles from "./run.module.css";

interface CurvesPanelProps {
  runs: readonly Run[];
  /** Shown first. */
  objective?: string | undefined;
  /** What the legend calls a run. Default: its name. */
  nameOf?: (run: Run) => string;
}

const readName = ({ name }: Run) => name;

/** Metrics that some run reported at more than one step, as curves over the steps. */
export function CurvesPanel({ runs, objective, nameOf = readName }: CurvesPanelProps) {
  const names = useMemo(() => curveNames(runs), [runs]);
  const { metric: asked } = useSearch({ strict: false });
  const navigate = useNavigate();
  const isCurve = (name: string | undefined) => name !== undefined && names.includes(name);
  const metric = [asked, objective].find(isCurve) ?? names[0];
  const curves = useMemo(
    () => (metric === undefined ? [] : readCurves(runs, metric)),
    [runs, metric],
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
      <Panel
        title="Curves"
        note="As reported while training; of cross-validation, the mean of the folds so far."
      >
        <div className={styles.choices}>
          <Field label="Metric">
            {(ids) => (
              <Select
                {...ids}
                value={metric}
                onChange={({ target }) =>
                  void navigate({
                    to: ".",
                    search: (before) => ({ ...before, metric: target.value }) as never,
                    replace: true,
                    resetScroll: false,
                  })
                }
              >
                {names.map((name) => (
                  <option key={name}>{name}</option>
                ))}
              </Select>
            )}
          </Field>
        </div>
        <Chart label={`${metric} over the steps of ${runs.length} runs`} option={option} />
      </Panel>
    </div>
  );
}

function curveNames(runs: readonly Run[]): string[] {
  const names = runs.flatMap(({ history }) =>
    Object.entries(history)
      .filter(([, points]) => points.length > 1)
      .map(([name]) => name),
  );
  return [...new Set(names)];
}

function readCurves(runs: readonly Run[], metric: string) {
  return runs.map((run) => ({
    run,
    points: (run.history[metric] ?? []).map(({ step, value }) => [step, decodeMetric(value)]),
  }));
}
