import pg from "pg";

export interface ValueCounts {
  missing: number;
  distinct: number;
}

/** Per column. One column at a time keeps memory and sorts small. */
export async function countValues(
  client: pg.PoolClient,
  table: string,
  columns: readonly { sqlName: string }[],
): Promise<ValueCounts[]> {
  const counts: ValueCounts[] = [];
  for (const { sqlName } of columns) {
    const name = pg.escapeIdentifier(sqlName);
    const { rows } = await client.query<ValueCounts>(
      `select coalesce(sum(number) filter (where value is null), 0)::int as missing,
              (count(*) filter (where value is not null))::int as distinct
       from (select ${name} as value, count(*) as number from ${table} group by 1) as each`,
    );
    counts.push(rows[0] as ValueCounts);
  }
  return counts;
}
