import type { FittedCategory, TakenCategories } from "@rookery/contracts";
import { showValue } from "../features/read-row.ts";

const maxValues = 20;

/** The unknown categories of some rows, by input. */
export interface TakenList {
  add(feature: FittedCategory, value: string): void;
  list(): TakenCategories[];
}

export function listTaken(): TakenList {
  const found = new Map<FittedCategory, { values: Set<string>; rows: number }>();
  return {
    add(feature, value) {
      const seen = found.get(feature) ?? { values: new Set(), rows: 0 };
      found.set(feature, seen);
      seen.rows++;
      if (seen.values.size < maxValues) seen.values.add(String(showValue(value)));
    },
    list: () =>
      [...found].map(([{ name, unknown }, { values, rows }]) => ({
        field: name,
        as: unknown === "missing" ? "missing" : "ignore",
        values: [...values],
        rows,
      })),
  };
}
