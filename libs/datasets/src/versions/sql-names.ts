import { createHash } from "node:crypto";
import pg from "pg";

const maxIdentifierBytes = 63;

/** The tables of a dataset version, with their schema: `raw.penguins_v1`, `processed.penguins_v1`. */
export function tableNames(dataset: string, version: number): { raw: string; processed: string } {
  const name = tableName(dataset, version);
  return { raw: `raw.${name}`, processed: `processed.${name}` };
}

/** As in `tableNames`, ready to stand in a statement. */
export function quoteTable(table: string): string {
  const dot = table.indexOf(".");
  return `${pg.escapeIdentifier(table.slice(0, dot))}.${pg.escapeIdentifier(table.slice(dot + 1))}`;
}

function tableName(dataset: string, version: number): string {
  const suffix = `_v${version}`;
  if (dataset.length + suffix.length <= maxIdentifierBytes) return dataset + suffix;
  const hash = createHash("sha256").update(dataset).digest("hex").slice(0, 12);
  return `${dataset.slice(0, maxIdentifierBytes - suffix.length - 13)}_${hash}${suffix}`;
}
