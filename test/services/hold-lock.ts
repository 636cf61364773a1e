import pg from "pg";

/**
 * Runs a statement that locks something and keeps the lock: whoever needs it waits until the
 * answered function is called, which may be called again.
 */
export async function holdLock(
  databaseUrl: string,
  statement: string,
): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query("begin");
  await client.query(statement);
  let ended: Promise<void> | undefined;
  return async () => {
    ended ??= client.end();
    await ended;
  };
}
