import { decodeMetric, type ParamValue, type RunSummary } from "@rookery/contracts";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { StateBadge } from "../../../../components/data/badge.tsx";
import { formatMetric, formatParam } from "../../../../format/numbers.ts";
import { formatDuration } from "../../../../format/times.ts";
import {
  isNumeric,
  listMetrics,
  listParams,
  readScore,
  runTimeMs,
} from "../../../../runs/run-values.ts";
import styles from "./leaderboard.module.css";

export interface RunColumn {
  id: string;
  title: string;
  widthPx: number;
  isNumber: boolean;
  /** What the column is sorted by; undefined comes last. */
  value: (run: RunSummary) => string | number | undefined;
  /** What stands in a file: with all digits, and what a pruned run measured too. */
  raw: (run: RunSummary) => ParamValue | undefined;
  cell: (run: RunSummary) => ReactNode;
}

/** Number, state, the objective, the parameters, the other metrics, the time it took. */
export function makeColumns(runs: readonly RunSummary[], objective: string): RunColumn[] {
  const metrics = listMetrics(runs).filter((name) => name !== objective);
  return [
    {
      id: "number",
      title: "Run",
      widthPx: 84,
      isNumber: false,
      value: readNumber,
      raw: readNumber,
      cell: (run) => (
        <Link to="/runs/$runId" params={{ runId: run.id }}>
          #{run.number}
        </Link>
      ),
    },
    {
      id: "state",
      title: "State",
      widthPx: 142,
      isNumber: false,
      value: ({ state }) => state,
      raw: ({ state }) => state,
      cell: ({ state }) => <StateBadge state={state} />,
    },
    metricColumn(objective),
    ...listParams(runs).map((name) => paramColumn(name, runs)),
    ...metrics.map(metricColumn),
    {
      id: "time",
      title: "Time",
      widthPx: 96,
      isNumber: true,
      value: runTimeMs,
      raw: runTimeMs,
      cell: (run) => {
        const time = runTimeMs(run);
        return time === undefined ? "–" : formatDuration(time);
      },
    },
  ];
}

const readNumber = ({ number }: RunSummary) => number ?? undefined;

function metricColumn(name: string): RunColumn {
  return {
    id: name,
    title: name,
    widthPx: columnWidth(name),
    isNumber: true,
    value: (run) => readScore(run, name),
    raw: ({ metrics: { [name]: metric } }) =>
      metric === undefined ? undefined : decodeMetric(metric),
    cell: ({ metrics, state }) =>
      state === "pruned" && metrics[name] !== undefined ? (
        <span className={styles.partial} title="Measured on a part only: it was pruned">
          {formatMetric(metrics[name])}
        </span>
      ) : (
        formatMetric(metrics[name])
      ),
  };
}

function paramColumn(name: string, runs: readonly RunSummary[]): RunColumn {
  const values = runs.map(({ params }) => params[name]);
  const isNumber = isNumeric(values);
  return {
    id: `param.${name}`,
    title: name,
    widthPx: isNumber ? columnWidth(name) : Math.max(columnWidth(name), textWidth(values)),
    isNumber,
    value: ({ params }) => {
      const value = params[name];
      return typeof value === "number" || value === undefined ? value : String(value);
    },
    raw: ({ params }) => params[name],
    cell: ({ params }) => formatParam(params[name]),
  };
}

/** Room for the longest value, within bounds. */
function textWidth(values: readonly unknown[]): number {
  const longest = values.reduce<number>((most, value) => Math.max(most, String(value).length), 0);
  return Math.min(260, 32 + longest * 8);
}

function columnWidth(title: string): number {
  return Math.min(220, Math.max(110, 48 + title.length * 8));
}
