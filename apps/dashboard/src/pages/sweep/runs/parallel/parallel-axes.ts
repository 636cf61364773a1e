import type { ParamValue, RunSummary, SweepSpec } from "@rookery/contracts";
import { formatParam, isNumeric, readMetric, searchedParams } from "@rookery/presentation";
import { findExtent, isLogParam, spansDecades } from "../../../../charts/number-axis.ts";
import { explainScores } from "../../explain-scores.ts";

/** An axis of the parallel coordinates. */
export interface Axis {
  name: string;
  /** The categories in the order of the axis; null for numbers. */
  categories: string[] | null;
  isLog: boolean;
  /** Of the numbers, whatever lacks one left out. */
  min: number;
  max: number;
  /** Where runs lie that have no number; null when each has one. */
  absentAt: number | null;
  read: (run: RunSummary) => number | string | undefined;
}

/** Where a run lies on an axis of numbers. */
export function placeOf({ absentAt }: Axis, value: number | string | undefined): number | null {
  return value === undefined ? absentAt : Number(value);
}

/** One axis for each parameter that varies, then the metric. Runs whose parameters are not drawn yet say nothing. */
export function makeAxes(
  runs: readonly RunSummary[],
  params: readonly string[],
  { metric, space }: { metric: string; space: SweepSpec["space"] },
): Axis[] {
  const drawn = runs.filter((run) => Object.keys(run.params).length > 0);
  return [
    ...params.map((name) => {
      const read = ({ params: own }: RunSummary) => own[name];
      const values = drawn.map(read);
      return isNumeric(values)
        ? numberAxis(name, values as (number | undefined)[], {
            read: read as (run: RunSummary) => number | undefined,
            isLog: (numbers) => isLogParam(space, name, numbers),
          })
        : categoryAxis(name, values, read);
    }),
    numberAxis(
      metric,
      drawn.map((run) => readMetric(run, metric)),
      { read: (run) => readMetric(run, metric), isLog: spansDecades },
    ),
  ];
}

function categoryAxis(
  name: string,
  values: readonly (ParamValue | undefined)[],
  read: (run: RunSummary) => ParamValue | undefined,
): Axis {
  const categories = [...new Set(values.map(formatParam))].sort();
  return {
    name,
    categories,
    isLog: false,
    min: 0,
    max: categories.length - 1,
    absentAt: null,
    read: (run) => formatParam(read(run)),
  };
}

/** How far below the numbers what lacks one lies, as a share of the axis. */
const absentShare = 0.12;

function numberAxis(
  name: string,
  values: readonly (number | undefined)[],
  how: {
    read: (run: RunSummary) => number | undefined;
    isLog: (numbers: readonly number[]) => boolean;
  },
): Axis {
  const numbers = values.filter((value) => value !== undefined);
  const isLog = how.isLog(numbers);
  const { min, max } = findExtent(numbers);
  const room = isLog ? (max / min) ** absentShare : (max - min || 1) * absentShare;
  const below = isLog ? min / Math.max(room, 1.1) : min - room;
  const absentAt = numbers.length < values.length ? below : null;
  return { name, categories: null, isLog, min, max, absentAt, read: how.read };
}

/** More axes than this cannot be read. */
const maxParams = 12;

/**
 * The parameters to draw as axes, in the order of their first appearance: all
 * that vary, or of many those that explain most of the metric.
 */
export function chooseParams(
  runs: readonly RunSummary[],
  spec: Pick<SweepSpec, "objective" | "space">,
): { params: string[]; leftOut: string[] } {
  const searched = searchedParams(runs);
  if (searched.length <= maxParams) return { params: searched, leftOut: [] };
  const ranked = (explainScores(runs, spec)?.params ?? []).map(({ name }) => name);
  const chosen = new Set([...ranked, ...searched].slice(0, maxParams));
  return {
    params: searched.filter((name) => chosen.has(name)),
    leftOut: searched.filter((name) => !chosen.has(name)),
  };
}
