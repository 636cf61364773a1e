import type { RunSummary } from "@rookery/contracts";
import { createMetricFormat } from "../format/metrics.ts";
import { formatParam, nothing } from "../format/numbers.ts";
import { formatDuration } from "../format/times.ts";
import { createScoreFormat } from "./create-score-format.ts";
import { isNumeric, listMetrics, listParams, readScore, runTimeMs } from "./read-runs.ts";

export interface LeaderboardColumn {
  /** `number`, `state`, `param.<name>`, a metric's name, `time`. */
  id: string;
  kind: "number" | "state" | "objective" | "param" | "metric" | "time";
  title: string;
  isNumber: boolean;
  text: (run: RunSummary) => string;
  /** Whether what it shows of a run stems from a part of its folds or steps. */
  isPartial: (run: RunSummary) => boolean;
  /** What the column is sorted by; undefined comes last. */
  value: (run: RunSummary) => string | number | undefined;
}

/** Why a cell is partial, for a mark beside it. */
export const partialNote = "Measured on a part only: it was pruned";

/**
 * Number, state, the objective with its spread over the folds, the parameters,
 * the other metrics, the time it took: the score stands near the run's name,
 * however many parameters there are. Metrics have as many digits as tell the runs apart.
 */
export function listLeaderboardColumns(
  runs: readonly RunSummary[],
  objective: string,
): LeaderboardColumn[] {
  const others = listMetrics(runs).filter((name) => name !== objective);
  return [
    {
      id: "number",
      kind: "number",
      title: "Run",
      isNumber: false,
      text: ({ number }) => `#${number}`,
      isPartial: never,
      value: ({ number }) => number ?? undefined,
    },
    {
      id: "state",
      kind: "state",
      title: "State",
      isNumber: false,
      text: ({ state }) => state,
      isPartial: never,
      value: ({ state }) => state,
    },
    metricColumn(objective, "objective", createScoreFormat(runs, objective)),
    ...listParams(runs).map((name) => paramColumn(name, runs)),
    ...others.map((name) => {
      const format = createMetricFormat(runs.map(({ metrics }) => metrics[name]));
      return metricColumn(name, "metric", ({ metrics }) => format(metrics[name]));
    }),
    {
      id: "time",
      kind: "time",
      title: "Time",
      isNumber: true,
      text: (run) => showTook(runTimeMs(run)),
      isPartial: never,
      value: runTimeMs,
    },
  ];
}

const never = () => false;

function metricColumn(
  name: string,
  kind: "objective" | "metric",
  text: (run: RunSummary) => string,
): LeaderboardColumn {
  return {
    id: name,
    kind,
    title: name,
    isNumber: true,
    text,
    isPartial: ({ state, metrics }) => state === "pruned" && metrics[name] !== undefined,
    value: (run) => readScore(run, name),
  };
}

function paramColumn(name: string, runs: readonly RunSummary[]): LeaderboardColumn {
  return {
    id: `param.${name}`,
    kind: "param",
    title: name,
    isNumber: isNumeric(runs.map(({ params }) => params[name])),
    text: ({ params }) => formatParam(params[name]),
    isPartial: never,
    value: ({ params }) => {
      const value = params[name];
      return typeof value === "number" || value === undefined ? value : String(value);
    },
  };
}

function showTook(ms: number | undefined): string {
  return ms === undefined ? nothing : formatDuration(ms);
}
