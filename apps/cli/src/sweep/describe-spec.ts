import type { SweepSpec } from "@rookery/contracts";
import { clean } from "../output/clean.ts";
import { plural } from "../output/format.ts";

/** `logistic-regression on species of penguins@1, 5-fold cross-validation`. */
export function describeSpec(spec: SweepSpec): string {
  return clean(
    `${spec.trainers.join(" and ")} on ${spec.target} of ${spec.dataset}@${spec.datasetVersion}, ${describeValidation(spec)}`,
  );
}

/** `tpe, 100 runs, pruned by asha`. */
export function describeSearch({ sampler, runs, pruner }: SweepSpec): string {
  return [
    sampler.name,
    ...(runs === undefined ? [] : [plural(runs, "run")]),
    ...(pruner.name === "none" ? [] : [`pruned by ${pruner.name}`]),
  ].join(", ");
}

function describeValidation({ validation }: Pick<SweepSpec, "validation">): string {
  return validation.kind === "k-fold"
    ? `${validation.folds}-fold cross-validation`
    : `${validation.fraction * 100}% held out for validation`;
}
