import type { DatasetColumn } from "@rookery/contracts";
import pg from "pg";

/** A pool, or one of its connections. */
export type Queries = Pick<pg.Pool | pg.PoolClient, "query">;

export const isNumeric = ({ kind }: Pick<DatasetColumn, "kind">): boolean =>
  kind === "number" || kind === "date";

/** The column as a number: dates as milliseconds since 1970 UTC. */
export function numericSql({ sqlName, kind }: Pick<DatasetColumn, "sqlName" | "kind">): string {
  const name = pg.escapeIdentifier(sqlName);
  return kind === "date" ? `(date_part('epoch', ${name}) * 1000)` : name;
}

/**
 * Both columns of a table, in parentheses with a name, with a blank of the first
 * as a value like any other: an array is not null when what it holds is.
 */
export function countBlanks(table: string, { sqlName }: SqlColumn, other: SqlColumn): string {
  const name = pg.escapeIdentifier(sqlName);
  return `(select array[${name}::text] as ${name}, ${pg.escapeIdentifier(other.sqlName)} from ${table}) as told`;
}

type SqlColumn = Pick<DatasetColumn, "sqlName">;

const outOfRange = "22003";

/** What the query answers; null when a sum of its leaves the range of a double. */
export async function unlessOutOfRange<T>(query: Promise<T>): Promise<T | null> {
  try {
    return await query;
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === outOfRange) return null;
    throw error;
  }
}
