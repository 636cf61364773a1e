import type { SweepSpec } from "@rookery/contracts";

/**
 * How much a run of a sweep has to do, in row × feature × fit: one fit per
 * fold, and one for the model that every run keeps.
 */
export function unitsOfWork({ features, validation, keepModels }: SweepSpec, rows: number): number {
  const folds = validation.kind === "k-fold" ? validation.folds : 1;
  return rows * features.length * (folds + (keepModels === "all" ? 1 : 0));
}
