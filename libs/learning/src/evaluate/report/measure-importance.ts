import type { FeatureImportance } from "@rookery/contracts";
import { listSpans } from "../../features/feature-width.ts";
import type { FinishedFold, FoldPlan } from "../evaluate-fold.ts";
import { measureContributions } from "./measure-contributions.ts";
import { permuteColumns } from "./permute-columns.ts";

const maxShown = 100;
/** Rows predicted for all columns, folds and repeats together: about as many as a large validation has. */
const maxPredictions = 10_000;
const minRowsPerColumn = 50;
const holdOutRepeats = 5;

/** How much each input column matters; see `FeatureImportance`. */
export function measureImportance(
  plan: FoldPlan,
  folds: readonly FinishedFold[],
): FeatureImportance | null {
  const { trainer, features } = plan;
  const { weights } = trainer;
  if (weights) {
    const perFold = folds.map((fold) =>
      measureContributions(fold.matrix, weights(fold.fitted.state), listSpans(fold.features)),
    );
    return { method: "coefficients", ...rank(features, perFold) };
  }
  const repeats = folds.length === 1 ? holdOutRepeats : 1;
  const perColumn = Math.floor(maxPredictions / features.length);
  if (perColumn < minRowsPerColumn) return null;
  const sampleCount = Math.max(2, Math.floor(perColumn / (folds.length * repeats)));
  const measured = folds.flatMap((fold, index) =>
    Array.from({ length: repeats }, (_, repeat) =>
      permuteColumns(plan, fold, {
        spans: listSpans(fold.features),
        sampleCount,
        stream: index * repeats + repeat,
      }),
    ),
  );
  return { method: "permutation", ...rank(features, measured) };
}

/** The means of several measurements, the most important column first. */
function rank(names: readonly string[], measured: readonly Float64Array[]) {
  const columns = names.map((name, i) => ({
    name,
    importance: measured.reduce((sum, values) => sum + values[i], 0) / measured.length,
  }));
  columns.sort((a, b) => b.importance - a.importance);
  return { columnCount: names.length, columns: columns.slice(0, maxShown) };
}
