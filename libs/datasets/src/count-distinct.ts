import pg from "pg";

/** Distinct values per column, nulls aside. One column at a time keeps memory and sorts small. */
export async function countDistinct(
  client: pg.PoolClient,
  table: string,
  columns: readonly string[],
): Promise<number[]> {
  const counts: number[] = [];
  for (const column of columns) {
    const name = pg.escapeIdentifier(column);
    const { rows } = await client.query<{ count: number }>(
      `select count(${name})::int as count from (select distinct ${name} from ${table}) as each`,
    );
    counts.push(rows[0]?.count ?? 0);
  }
  return counts;
}
