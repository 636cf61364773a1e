import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import type pg from "pg";
import * as schema from "./schema/index.ts";

/** Drizzle's query builders over a pool or a connection. */
type QueryBuilders<Client> = Pick<
  NodePgDatabase<typeof schema>,
  "select" | "selectDistinctOn" | "insert" | "update" | "delete"
> & { readonly $client: Client };

/** The pool: each statement is a transaction of its own. */
export type Orm = QueryBuilders<pg.Pool>;

/**
 * A transaction that `withTransaction` has begun. Verbs that make sense only
 * inside one take this, so that handing them the pool does not compile.
 */
export type Transaction = QueryBuilders<pg.PoolClient>;

/** What a statement may run on: the pool, or the transaction it was handed. */
export type Executor = QueryBuilders<pg.Pool | pg.PoolClient>;

/** Properties are named like the columns, but in camel case. */
export const casing = "snake_case";

export function ormOver<Client extends pg.Pool | pg.PoolClient>(
  client: Client,
): QueryBuilders<Client> {
  return drizzle<typeof schema, Client>(client, { schema, casing }) as QueryBuilders<Client>;
}
