import type { TakenCategories } from "@rookery/contracts";
import { describeTaken } from "@rookery/presentation";
import { clean } from "../output/clean.ts";
import { paintError } from "../output/paint.ts";
import { note } from "../output/print.ts";

/** Gathers over all batches which categories were new to the model, and tells it once. */
export function createTakenNotes() {
  const taken = new Map<string, TakenCategories>();
  return {
    add(batch: readonly TakenCategories[]): void {
      for (const found of batch) {
        const before = taken.get(found.field);
        const values = new Set([...(before?.values ?? []), ...found.values]);
        const rows = (before?.rows ?? 0) + found.rows;
        taken.set(found.field, { ...found, values: [...values].slice(0, 20), rows });
      }
    },
    print(): void {
      for (const found of taken.values()) {
        note(`${paintError.yellow("–")} ${clean(describeTaken(found))}`);
      }
    },
  };
}
