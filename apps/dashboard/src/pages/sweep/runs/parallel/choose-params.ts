import type { RunSummary } from "@rookery/contracts";
import { searchedParams } from "../../../../runs/run-values.ts";
import { explainVariance } from "../../explain-variance.ts";

/** More axes than this cannot be read. */
const maxParams = 12;

/**
 * The parameters to draw as axes, in the order of their first appearance: all
 * that vary, or of many those that explain most of the metric.
 */
export function chooseParams(
  runs: readonly RunSummary[],
  metric: string,
): { params: string[]; leftOut: string[] } {
  const searched = searchedParams(runs);
  if (searched.length <= maxParams) return { params: searched, leftOut: [] };
  const ranked = explainVariance(runs, metric).map(({ name }) => name);
  const chosen = new Set([...ranked, ...searched].slice(0, maxParams));
  return {
    params: searched.filter((name) => chosen.has(name)),
    leftOut: searched.filter((name) => !chosen.has(name)),
  };
}
