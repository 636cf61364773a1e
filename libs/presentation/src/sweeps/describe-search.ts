import type { PrunerSpec, SamplerSpec, SweepSpec } from "@rookery/contracts";
import { plural } from "../format/numbers.ts";

/** What each sampler does, in a sentence or two. */
export const aboutSamplers: Record<SamplerSpec["name"], string> = {
  grid: "Every combination once. Ranges need a count or a step.",
  random: "Independent draws.",
  "quasi-random": "Random, but evenly spread.",
  tpe: "Learns from the runs that have ended where good ones are dense.",
};

/** What each pruner does, in a sentence. */
export const aboutPruners: Record<PrunerSpec["name"], string> = {
  none: "Every run goes on to its end.",
  median: "Stops runs below the median of the others at the same step.",
  asha: "At each rung only the best share goes on.",
};

/** `tpe, 100 runs, pruned by asha`. */
export function describeSearch({
  sampler,
  runs,
  pruner,
}: Pick<SweepSpec, "sampler" | "runs" | "pruner">): string {
  return [
    sampler.name,
    ...(runs === undefined ? [] : [plural(runs, "run")]),
    ...(pruner.name === "none" ? [] : [`pruned by ${pruner.name}`]),
  ].join(", ");
}
