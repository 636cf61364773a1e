import type { PromotionRule, SweepSpec, Validation } from "@rookery/contracts";
import { formatShare } from "../format/numbers.ts";

/** `logistic-regression and svm on species of penguins@1, 5-fold cross-validation`. */
export function describeSpec(
  spec: Pick<SweepSpec, "trainers" | "target" | "dataset" | "datasetVersion" | "validation">,
): string {
  const { trainers, target, dataset, datasetVersion, validation } = spec;
  return `${trainers.join(" and ")} on ${target} of ${dataset}@${datasetVersion}, ${describeValidation(validation)}`;
}

/** `5-fold cross-validation`, `20% of the rows held out`. */
export function describeValidation(validation: Validation): string {
  return validation.kind === "k-fold"
    ? `${validation.folds}-fold cross-validation`
    : `${formatShare(validation.fraction)} of the rows held out`;
}

/**
 * Which rows a run's scores were measured on: `species of penguins@1, 5-fold
 * cross-validation of 80% of the rows, seed 7`. Scores compare where it is the same.
 */
export function describeScoredRows(
  spec: Pick<
    SweepSpec,
    "target" | "dataset" | "datasetVersion" | "validation" | "testFraction" | "seed"
  >,
): string {
  const { target, dataset, datasetVersion, validation, testFraction, seed } = spec;
  const share = formatShare(1 - testFraction);
  const how =
    validation.kind === "k-fold"
      ? `${validation.folds}-fold cross-validation of ${share} of the rows`
      : `${formatShare(validation.fraction)} of ${share} of the rows held out`;
  return `${target} of ${dataset}@${datasetVersion}, ${how}, seed ${seed}`;
}

/** `always`, `never`, `when better by more than 0.01`. */
export function describePromotionRule(promotion: PromotionRule): string {
  if (promotion.rule !== "better") return promotion.rule;
  return promotion.margin === 0 ? "when better" : `when better by more than ${promotion.margin}`;
}

/** `owner:ann` each, as people write them. */
export function listTags(tags: Readonly<Record<string, string>>): string[] {
  return Object.entries(tags).map(([key, value]) => `${key}:${value}`);
}
