import type { FittedCategory, FittedFeature, FittedNumber } from "@rookery/contracts";
import { parseDate } from "../tables/parse-date.ts";
import { featureWidth, valueWidth } from "./feature-width.ts";

/**
 * One JSON row to one feature vector.
 *
 * - A row is a plain object; only its own properties count.
 * - Every input must be there; explicit null means missing and is filled in, or
 *   told apart, as in training.
 * - number: finite numbers. date: ISO 8601 strings (`parseDate`). category: one
 *   of the strings seen in training. boolean: true or false. Nothing else is
 *   converted.
 * - Properties that are no inputs are ignored, the target among them.
 */
export type RowReader = (row: unknown, into: Float64Array, refuse: Refuse) => void;

/** `field` is null when the row itself is wrong. */
export type Refuse = (field: string | null, value: unknown, message: string) => void;

type CellReader = (value: unknown, into: Float64Array) => string | undefined;

export function compileRowReader(features: readonly FittedFeature[]): RowReader {
  let offset = 0;
  const cells = features.map((feature) => {
    const read = compileCell(feature, offset);
    const indicator = feature.missingIndicator ? offset + valueWidth(feature) : -1;
    offset += featureWidth([feature]);
    return { name: feature.name, read, indicator };
  });

  return (row, into, refuse) => {
    if (!isPlainObject(row)) {
      refuse(null, row, "A row must be an object of input values");
      return;
    }
    into.fill(0);
    for (let i = 0; i < cells.length; i++) {
      const { name, read, indicator } = cells[i];
      if (!Object.hasOwn(row, name)) {
        refuse(name, undefined, "This input is missing; send null if its value is not known");
        continue;
      }
      const value = row[name];
      const problem = read(value, into);
      if (problem !== undefined) refuse(name, value, problem);
      if (value === null && indicator >= 0) into[indicator] = 1;
    }
  };
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Returns what is wrong with the value, if anything is. */
function compileCell(feature: FittedFeature, offset: number): CellReader {
  if ("categories" in feature) return compileCategory(feature, offset);
  return feature.kind === "date" ? compileDate(feature, offset) : compileNumber(feature, offset);
}

function compileNumber({ fill, mean, scale }: FittedNumber, offset: number): CellReader {
  return (value, into) => {
    if (typeof value === "number" && Number.isFinite(value)) into[offset] = (value - mean) / scale;
    else if (value === null) into[offset] = (fill - mean) / scale;
    else return "Must be a finite number or null";
  };
}

function compileDate({ fill, mean, scale }: FittedNumber, offset: number): CellReader {
  return (value, into) => {
    const time = value === null ? fill : parseDate(value);
    if (Number.isNaN(time)) return "Must be an ISO 8601 date, such as 2024-02-29, or null";
    into[offset] = (time - mean) / scale;
  };
}

function compileCategory(feature: FittedCategory, offset: number): CellReader {
  const { categories, fill, kind, missingIndicator } = feature;
  const positions = new Map<unknown, number>(
    categories.map((category, position) => [
      kind === "boolean" ? category === "true" : category,
      offset + position,
    ]),
  );
  if (fill !== null && !missingIndicator) positions.set(null, offset + categories.indexOf(fill));
  const allowed = kind === "boolean" ? "true, false or null" : describeCategories(categories);
  return (value, into) => {
    const position = positions.get(value);
    if (position !== undefined) into[position] = 1;
    else if (value !== null) return `Must be ${allowed}`;
  };
}

function describeCategories(categories: readonly string[]): string {
  if (categories.length === 0) return "null: the training rows had no value here";
  const shown = categories.slice(0, 20).map((category) => JSON.stringify(category));
  const more = categories.length - shown.length;
  return `null or one of ${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

/** A value short enough to be shown back. */
export function showValue(value: unknown): unknown {
  if (typeof value === "string") return value.length > 100 ? `${value.slice(0, 100)}…` : value;
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value === "boolean" || value === null || value === undefined) return value;
  return Array.isArray(value) ? "an array" : "an object";
}
