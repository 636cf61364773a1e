import {
  AppError,
  type FittedCategory,
  type FittedFeature,
  type FittedNumber,
  type MissingIndicator,
  type UnknownCategory,
} from "@rookery/contracts";
import {
  booleanCategories,
  type CategoryColumn,
  findColumn,
  isNumberColumn,
  type NumberColumn,
  type Table,
} from "../tables/table.ts";

export interface FeatureOptions {
  /** Default: `never`, as before there was a choice. */
  missingIndicator?: MissingIndicator | undefined;
  /** Default: none is written down, as before there was a choice. */
  unknownCategory?: UnknownCategory | undefined;
}

/**
 * What it takes to turn columns to numbers, as scikit-learn's SimpleImputer (mean, most frequent;
 * `add_indicator` for numbers, a constant for categories where missing is one), StandardScaler and
 * OneHotEncoder(handle_unknown="ignore") do it. Everything
 * is learnt from the given rows only, so nothing leaks from held-out rows.
 */
export function fitFeatures(
  table: Table,
  names: readonly string[],
  rows: Int32Array,
  { missingIndicator = "never", unknownCategory }: FeatureOptions = {},
): FittedFeature[] {
  return names.map((name) => {
    const column = findColumn(table, name);
    if (!column) {
      throw new AppError("sweep-invalid", `The dataset has no column ${name}.`, {
        issues: [{ field: "features", message: "The dataset has no such column", value: name }],
      });
    }
    const fitted = isNumberColumn(column)
      ? fitNumber(column, rows)
      : fitCategory(column, rows, unknownCategory);
    const isTold =
      missingIndicator === "always" || (missingIndicator === "seen" && fitted.missingSeen);
    return isTold ? { ...fitted, missingIndicator: true } : fitted;
  });
}

function fitNumber({ name, kind, values }: NumberColumn, rows: Int32Array): FittedNumber {
  let count = 0;
  let sum = 0;
  for (const row of rows) {
    if (Number.isNaN(values[row])) continue;
    count++;
    sum += values[row];
  }
  const mean = count === 0 ? 0 : sum / count;
  let squares = 0;
  for (const row of rows) {
    if (!Number.isNaN(values[row])) squares += (values[row] - mean) ** 2;
  }
  const variance = squares / rows.length;
  if (!Number.isFinite(mean) || !Number.isFinite(variance)) {
    throw new AppError(
      "training-failed",
      `The values of column ${name} are too large to standardise.`,
    );
  }
  const scale = scaleOf(variance, mean, rows.length);
  return { kind, name, missingSeen: count < rows.length, fill: mean, mean, scale };
}

/** Missing cells sit at the mean, so they add to the count but not to the squares. */
function scaleOf(variance: number, mean: number, count: number): number {
  // As scikit-learn: a variance within rounding error of 0 is a constant column.
  const noise = count * Number.EPSILON * variance + (count * mean * Number.EPSILON) ** 2;
  return variance <= noise ? 1 : Math.sqrt(variance);
}

function fitCategory(
  { name, kind, codes, categories }: CategoryColumn,
  rows: Int32Array,
  unknown: UnknownCategory | undefined,
): FittedCategory {
  const counts = new Int32Array(categories.length);
  let missing = 0;
  for (const row of rows) {
    if (codes[row] < 0) missing++;
    else counts[codes[row]]++;
  }
  const seenCodes = [...counts.keys()].filter((code) => counts[code] > 0);
  seenCodes.sort((a, b) => (categories[a] < categories[b] ? -1 : 1));
  const seen = seenCodes.map((code) => categories[code]);
  // The first of equals in sorted order, as scikit-learn.
  const commonest = seenCodes.reduce<number | null>(
    (best, code) => (best === null || counts[code] > counts[best] ? code : best),
    null,
  );
  const fill = commonest === null ? null : categories[commonest];
  const fitted = { kind, name, missingSeen: missing > 0, categories: seen, fill };
  if (kind === "boolean") return { ...fitted, categories: [...booleanCategories] };
  if (unknown === undefined) return fitted;
  const unseen = unknown === "refuse" ? categories.filter((_, code) => counts[code] === 0) : [];
  return { ...fitted, unknown, ...(unseen.length > 0 && { unseen }) };
}
