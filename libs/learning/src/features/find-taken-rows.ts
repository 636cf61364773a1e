import type { FittedFeature } from "@rookery/contracts";
import { findColumn, isNumberColumn, type Table } from "../tables/table.ts";

/** Those of the rows that a model with these features does not refuse for an unknown category. */
export function findTakenRows(
  table: Table,
  features: readonly FittedFeature[],
  rows: Int32Array,
): Int32Array {
  let taken = rows;
  for (const feature of features) {
    const column = findColumn(table, feature.name);
    if (!column || isNumberColumn(column) || feature.kind !== "category") continue;
    if (feature.unknown !== undefined && feature.unknown !== "refuse") continue;
    const known = new Set([...feature.categories, ...(feature.unseen ?? [])]);
    const isKnown = column.categories.map((category) => known.has(category));
    const { codes } = column;
    taken = taken.filter((row) => codes[row] < 0 || isKnown[codes[row]]);
  }
  return taken;
}
