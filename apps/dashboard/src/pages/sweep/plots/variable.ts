import type { RunSummary, Sweep } from "@rookery/contracts";
import {
  createScoreFormat,
  formatParam,
  listMetrics,
  readMetric,
  runTimeMs,
  searchedParams,
} from "@rookery/presentation";
import type { Colors } from "../../../charts/colors.ts";
import { isLogParam, numberAxis, spansDecades } from "../../../charts/number-axis.ts";
import { axisLooks } from "../../../charts/parts.ts";

/** Something that every run has a value of, and can be an axis. */
export interface Variable {
  id: string;
  title: string;
  kind: "parameter" | "metric" | "other";
  /** Whether numbers like these belong on a log scale. */
  isLog: (values: readonly number[]) => boolean;
  read: (run: RunSummary) => number | string | undefined;
  /** Its value in words, such as of a tooltip. */
  text: (run: RunSummary) => string;
}

/** Varying parameters, metrics, and what every run has. */
export function listVariables(
  runs: readonly RunSummary[],
  space: Sweep["spec"]["space"],
): Variable[] {
  return [
    ...searchedParams(runs).map(
      (name): Variable => ({
        id: `param.${name}`,
        title: name,
        kind: "parameter",
        isLog: (values) => isLogParam(space, name, values),
        read: ({ params }) => {
          const value = params[name];
          return typeof value === "boolean" ? String(value) : value;
        },
        text: ({ params }) => formatParam(params[name]),
      }),
    ),
    ...listMetrics(runs).map(
      (name): Variable => ({
        id: name,
        title: name,
        kind: "metric",
        isLog: spansDecades,
        read: (run) => readMetric(run, name),
        text: createScoreFormat(runs, name),
      }),
    ),
    {
      id: "time",
      title: "time in ms",
      kind: "metric",
      isLog: spansDecades,
      read: runTimeMs,
      text: (run) => formatParam(runTimeMs(run)),
    },
    {
      id: "number",
      title: "run number",
      kind: "other",
      isLog: () => false,
      read: ({ number }) => number ?? undefined,
      text: ({ number }) => formatParam(number ?? undefined),
    },
  ];
}

/** An axis for a variable's values: categories, or numbers on the scale that spreads them. */
export function variableAxis(
  { isLog }: Variable,
  values: readonly (number | string)[],
  colors: Colors,
) {
  if (values.some((value) => typeof value === "string")) {
    const categories = [...new Set(values.map(String))].sort();
    return { ...axisLooks(colors), type: "category", data: categories };
  }
  const numbers = values as number[];
  return numberAxis(numbers, { isLog: isLog(numbers), colors });
}
