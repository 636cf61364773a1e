import type { ColumnKind } from "@rookery/contracts";
import pg from "pg";
import { rowNumberColumn } from "../versions/sql-names.ts";
import type { ColumnPlan } from "./plan-columns.ts";

export const sqlTypes = {
  number: "double precision",
  boolean: "boolean",
  category: "text",
  date: "timestamptz",
} as const satisfies Record<ColumnKind, string>;

/** What `String.prototype.trim` removes: both sides must agree on what a cell says. */
const whiteSpace =
  "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff";

/**
 * The expression that makes a raw cell a value of its kind: trimmed, null when
 * it is missing. The session's time zone must be UTC.
 */
export function readCells(
  { sqlName, verdict, inspector }: ColumnPlan,
  misfitTable: string | undefined,
): string {
  const name = pg.escapeIdentifier(sqlName);
  const text = inspector.padded ? `btrim(${name}, ${pg.escapeLiteral(whiteSpace)})` : name;
  const value = `${plainForm(text, verdict.format)}::${sqlTypes[verdict.kind]}`;
  const tokens = [...verdict.missingTokens.keys()].map((token) => pg.escapeLiteral(token));
  const conditions = [
    ...(tokens.length > 0 ? [`${text} not in (${tokens.join(", ")})`] : []),
    ...(misfitTable
      ? [`${rowNumberColumn} not in (select ${rowNumberColumn} from ${misfitTable})`]
      : []),
  ];
  return conditions.length > 0 ? `case when ${conditions.join(" and ")} then ${value} end` : value;
}

/** The text as PostgreSQL itself reads numbers and dates. */
function plainForm(text: string, format: ColumnPlan["verdict"]["format"]): string {
  switch (format) {
    case "1234,5":
      return `replace(${text}, ',', '.')`;
    case "1,234.5":
      return `replace(${text}, ',', '')`;
    case "1.234,5":
      return `replace(replace(${text}, '.', ''), ',', '.')`;
    case "d.m.y":
    case "d/m/y":
      return `regexp_replace(${text}, '^(\\d+)[./](\\d+)[./](\\d+)', '\\3-\\2-\\1')`;
    case "m/d/y":
      return `regexp_replace(${text}, '^(\\d+)/(\\d+)/(\\d+)', '\\3-\\1-\\2')`;
    case "1234.5":
    case "iso":
    case null:
      return text;
  }
}
