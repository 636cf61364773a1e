import { createHash } from "node:crypto";
import { CleaningRules, canonicalJson, type StatedColumn } from "@rookery/contracts";
import type { TableRules } from "../clean/check-rules.ts";

const unstated = { schema: {}, cleaning: CleaningRules.parse({}) };

/** sha256 of what was stated, hex; empty when nothing was. Ways to say the same have the same hash. */
export function hashRules({ schema, cleaning }: TableRules): string {
  const columns = Object.entries(schema).map(([name, column]) => [name, inFull(column)]);
  const rules = canonicalJson({ schema: Object.fromEntries(columns), cleaning });
  if (rules === canonicalJson(unstated)) return "";
  return createHash("sha256").update(rules).digest("hex");
}

function inFull(column: StatedColumn) {
  return typeof column === "string" ? { kind: column } : column;
}
