import {
  AppError,
  type FittedCategory,
  type FittedFeature,
  type FittedNumber,
} from "@rookery/contracts";
import { type CategoryColumn, findColumn, type NumberColumn, type Table } from "../tables/table.ts";
import { featureWidth, findMissingPosition } from "./feature-width.ts";

/** 1 GB of numbers. */
export const maxCellCount = 2 ** 27;

/** Row-major: cell (row, column) is at `row * columns + column`. */
export interface FeatureMatrix {
  values: Float64Array;
  rows: number;
  columns: number;
}

/**
 * Columns to numbers, by what `fitFeatures` has learnt. Categories it has not
 * seen become missing values where that is the policy, else zeros.
 */
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
      if (feature.missingIndicator) {
        indicateMissing(column as NumberColumn, rows, into.subarray(1), columns);
      }
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
  feature: FittedCategory,
  rows: Int32Array,
  into: Float64Array,
  stride: number,
): void {
  const missingPosition = findMissingPosition(feature);
  const unknownPosition = feature.unknown === "missing" ? missingPosition : -1;
  const positionOf = new Map(feature.categories.map((category, position) => [category, position]));
  const positions = column.categories.map(
    (category) => positionOf.get(category) ?? unknownPosition,
  );
  for (let i = 0; i < rows.length; i++) {
    const code = column.codes[rows[i]];
    const position = code < 0 ? missingPosition : positions[code];
    if (position >= 0) into[i * stride + position] = 1;
  }
}

function indicateMissing(
  { values }: NumberColumn,
  rows: Int32Array,
  into: Float64Array,
  stride: number,
): void {
  for (let i = 0; i < rows.length; i++) {
    if (Number.isNaN(values[rows[i]])) into[i * stride] = 1;
  }
}
