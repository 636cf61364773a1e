import { NodePgDatabase, NodePgSession } from "drizzle-orm/node-postgres";
import { PgDialect } from "drizzle-orm/pg-core";
import type pg from "pg";

/** Drizzle's query builders over a pool or a connection. */
type QueryBuilders<Client> = Pick<
  NodePgDatabase,
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

/**
 * Properties are named like the columns, but in camel case. One for all
 * connections, because it remembers the names that it has worked out.
 */
export const dialect = new PgDialect({ casing: "snake_case" });

/** What `drizzle()` makes, without working out anew for each transaction what is the same for all. */
export function ormOver<Client extends pg.Pool | pg.PoolClient>(
  client: Client,
): QueryBuilders<Client> {
  const session = new NodePgSession(client, dialect, undefined);
  return Object.assign(new NodePgDatabase(dialect, session, undefined), { $client: client });
}
