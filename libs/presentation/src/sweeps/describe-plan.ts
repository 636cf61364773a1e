import type { SweepPlan, SweepWarning, TimeEstimate } from "@rookery/contracts";
import { plural } from "../format/numbers.ts";
import { formatDuration } from "../format/times.ts";

/** `continuous`, `1,200 combinations`. */
export function describeSpace({ combinationCount }: Pick<SweepPlan, "combinationCount">): string {
  return combinationCount === null ? "continuous" : plural(combinationCount, "combination");
}

/** `about 3 min: 2.0 s per run on 4 threads, judged by 12 runs`. */
export function describeEstimate({ totalMs, runMs, threads, basis }: TimeEstimate): string {
  const elsewhere = basis.kind === "other-datasets" ? " on other datasets" : "";
  const judged = `judged by ${plural(basis.runs, "run")}${elsewhere}`;
  const each = `${formatDuration(runMs)} per run`;
  if (totalMs === null) return `${each}, ${judged}; no worker is alive to train them`;
  const total = totalMs < 1_000 ? "less than a second" : `about ${formatDuration(totalMs)}`;
  return `${total}: ${each} on ${plural(threads, "thread")}, ${judged}`;
}

const looks: Record<SweepWarning["kind"], string> = {
  constant: "always the same",
  "id-like": "looks like an id",
  "determines-target": "tells the target by itself",
  "duplicate-of-target": "is the target once more",
  "rare-class": "has rare classes",
};

/** `looks like an id. 60 whole numbers, all different.`: what speaks against a column, without its name. */
export function describeWarning({ kind, evidence }: SweepWarning): string {
  return `${looks[kind]}. ${evidence}.`;
}
