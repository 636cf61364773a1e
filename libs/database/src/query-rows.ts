import type { SQL } from "drizzle-orm";
import type pg from "pg";
import { dialect, type Executor } from "./executor.ts";

/** A pool and a connection both have it, but in overloads that do not fit each other. */
interface Client {
  query<Row extends pg.QueryResultRow>(query: pg.QueryConfig): Promise<pg.QueryResult<Row>>;
}

/**
 * The rows that a statement written in drizzle's `sql` answers, as the driver
 * reads them: moments as `Date`, bigint and numeric as text, arrays as arrays.
 * Every value stands in the statement where it is used, as a parameter. An array
 * becomes a list in brackets, as `in` wants it, and by `sql.param` one array. What
 * the planner must know, such as a limit, is a fragment of its own: sql`50`.
 *
 * With a `name` a connection has the statement parsed once: for what every run or
 * every second asks. Its text must then always be the same.
 */
export async function queryRows<Row extends pg.QueryResultRow>(
  executor: Executor,
  statement: SQL,
  { name }: { name?: string } = {},
): Promise<Row[]> {
  const { sql: text, params: values } = dialect.sqlToQuery(statement);
  const client: Client = executor.$client;
  const { rows } = await client.query<Row>({ text, values, ...(name !== undefined && { name }) });
  return rows;
}
