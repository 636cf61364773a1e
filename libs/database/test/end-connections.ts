import pg from "pg";

/** Ends a program's connections as an administrator would; answers how many. */
export async function endConnections(
  url: string,
  applicationName: string,
  state?: string,
): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name = $1 and state = coalesce($2, state)`,
      [applicationName, state ?? null],
    );
    return rowCount ?? 0;
  } finally {
    await client.end();
  }
}
