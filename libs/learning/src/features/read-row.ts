import type { FittedCategory, FittedFeature } from "@rookery/contracts";
import { parseDate } from "../tables/parse-date.ts";
import { featureWidth, findMissingPosition } from "./feature-width.ts";

/**
 * One JSON row to one feature vector.
 *
 * - A row is a plain object; only its own properties count.
 * - Every input must be there; explicit null means missing and is filled in, or
 *   told apart, as in training.
 * - number: finite numbers. date: ISO 8601 strings (`parseDate`). category: the
 *   strings seen in training, and others as the feature's policy says. boolean:
 *   true or false. Nothing else is converted.
 * - Properties that are no inputs are ignored, the target among them.
 */
export type RowReader = (row: unknown, into: Float64Array, listener: RowListener) => void;

export interface RowListener {
  /** `field` is null when the row itself is wrong. */
  refuse(field: string | null, value: unknown, message: string): void;
  /** An unknown category that the feature's policy takes. */
  take(feature: FittedCategory, value: string): void;
}

type CellReader = (value: unknown, into: Float64Array, listener: RowListener) => void;

export function compileRowReader(features: readonly FittedFeature[]): RowReader {
  let offset = 0;
  const cells = features.map((feature) => {
    const read = compileCell(feature, offset);
    offset += featureWidth([feature]);
    return { name: feature.name, read };
  });

  return (row, into, listener) => {
    if (!isPlainObject(row)) {
      listener.refuse(null, row, "A row must be an object of input values");
      return;
    }
    into.fill(0);
    for (let i = 0; i < cells.length; i++) {
      const { name, read } = cells[i];
      if (Object.hasOwn(row, name)) read(row[name], into, listener);
      else {
        const message = "This input is missing; send null if its value is not known";
        listener.refuse(name, undefined, message);
      }
    }
  };
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function compileCell(feature: FittedFeature, offset: number): CellReader {
  if ("categories" in feature) return compileCategory(feature, offset);
  const { name, fill, mean, scale, missingIndicator } = feature;
  const isDate = feature.kind === "date";
  const expected = isDate ? "an ISO 8601 date, such as 2024-02-29," : "a finite number";
  return (value, into, { refuse }) => {
    const number = value === null ? fill : isDate ? parseDate(value) : value;
    if (typeof number === "number" && Number.isFinite(number)) {
      into[offset] = (number - mean) / scale;
      if (value === null && missingIndicator) into[offset + 1] = 1;
    } else refuse(name, value, `Must be ${expected} or null`);
  };
}

function compileCategory(feature: FittedCategory, offset: number): CellReader {
  const { name, categories, kind, unknown = "refuse", unseen = [] } = feature;
  const missingPosition = findMissingPosition(feature);
  const positions = new Map<unknown, number>(
    categories.map((category, position) => [
      kind === "boolean" ? category === "true" : category,
      position,
    ]),
  );
  positions.set(null, missingPosition);
  for (const category of unseen) positions.set(category, -1);
  const isTaken = kind === "category" && unknown !== "refuse";
  const unknownPosition = unknown === "missing" ? missingPosition : -1;
  const known = [...categories, ...unseen];
  const allowed = kind === "boolean" ? "true, false or null" : describeCategories(known, isTaken);
  return (value, into, { refuse, take }) => {
    let position = positions.get(value);
    if (position === undefined) {
      if (!isTaken || typeof value !== "string") return refuse(name, value, `Must be ${allowed}`);
      take(feature, value);
      position = unknownPosition;
    }
    if (position >= 0) into[offset + position] = 1;
  };
}

function describeCategories(categories: readonly string[], isTaken: boolean): string {
  if (isTaken) return "a text or null";
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
