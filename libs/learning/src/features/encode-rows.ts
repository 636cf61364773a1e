import {
  AppError,
  type FittedCategory,
  type FittedFeature,
  type FittedNumber,
} from "@rookery/contracts";
import {
  booleanCategories,
  type CategoryColumn,
  findColumn,
  isNumberColumn,
  type NumberColumn,
  type Table,
} from "../tables/table.ts";

/**
 * Columns to numbers, as scikit-learn's SimpleImputer (mean, most frequent),
 * StandardScaler and OneHotEncoder(handle_unknown="ignore") do it. Everything
 * is learnt from the given rows only, so nothing leaks from held-out rows.
 */

/** 1 GB of numbers. */
export const maxCellCount = 2 ** 27;

/** Row-major: cell (row, column) is at `row * columns + column`. */
export interface FeatureMatrix {
  values: Float64Array;
  rows: number;
  columns: number;
}

export function fitFeatures(
  table: Table,
  names: readonly string[],
  rows: Int32Array,
): FittedFeature[] {
  return names.map((name) => {
    const column = findColumn(table, name);
    if (!column) {
      throw new AppError("sweep-invalid", `The dataset has no column ${name}.`, {
        issues: [{ field: "features", message: "The dataset has no such column", value: name }],
      });
    }
    return isNumberColumn(column) ? fitNumber(column, rows) : fitCategory(column, rows);
  });
}

/** How many numbers the features take in a row of the matrix. */
export function featureWidth(features: readonly FittedFeature[]): number {
  return features.reduce(
    (width, feature) => width + ("categories" in feature ? feature.categories.length : 1),
    0,
  );
}

/** Categories the features do not know become zeros. */
export function encodeRows(
  table: Table,
  features: readonly FittedFeature[],
  rows: Int32Array,
): FeatureMatrix {
  const columns = featureWidth(features);
  requireRoom(features, rows.length * columns);
  const values = new Float64Array(rows.length * columns);
  let offset = 0;
  for (const feature of features) {
    const column = findColumn(table, feature.name);
    if (!column || column.kind !== feature.kind) {
      throw new AppError(
        "training-failed",
        `The table has no ${feature.kind} column ${feature.name}.`,
      );
    }
    const into = values.subarray(offset);
    if ("categories" in feature) {
      encodeCategories(column as CategoryColumn, feature, rows, into, columns);
    } else {
      encodeNumbers(column as NumberColumn, feature, rows, into, columns);
    }
    offset += featureWidth([feature]);
  }
  return { values, rows: rows.length, columns };
}

/** A column of names or ids one-hot encodes to more cells than memory holds. */
function requireRoom(features: readonly FittedFeature[], cellCount: number): void {
  if (cellCount <= maxCellCount) return;
  const widest = features.reduce((a, b) => (featureWidth([b]) > featureWidth([a]) ? b : a));
  const message = `Feature ${widest.name} becomes ${featureWidth([widest])} columns; leave it out`;
  throw new AppError("sweep-invalid", "The features do not fit into memory.", {
    issues: [{ field: "features", message, value: widest.name }],
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
  const known = kind === "boolean" ? [...booleanCategories] : seen;
  return { kind, name, missingSeen: missing > 0, categories: known, fill };
}

function encodeNumbers(
  { values }: NumberColumn,
  { fill, mean, scale }: FittedNumber,
  rows: Int32Array,
  into: Float64Array,
  stride: number,
): void {
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i]];
    into[i * stride] = ((Number.isNaN(value) ? fill : value) - mean) / scale;
  }
}

function encodeCategories(
  column: CategoryColumn,
  { categories, fill }: FittedCategory,
  rows: Int32Array,
  into: Float64Array,
  stride: number,
): void {
  const positionOf = new Map(categories.map((category, position) => [category, position]));
  const positions = column.categories.map((category) => positionOf.get(category) ?? -1);
  const fillPosition = fill === null ? -1 : categories.indexOf(fill);
  for (let i = 0; i < rows.length; i++) {
    const code = column.codes[rows[i]];
    const position = code < 0 ? fillPosition : positions[code];
    if (position >= 0) into[i * stride + position] = 1;
  }
}
