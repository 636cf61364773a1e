import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";

export interface TestDatabase {
  url: string;
  /** Removes the database; throws when a connection to it is still open. */
  drop(): Promise<void>;
}

/** An empty database for one test file, on the PostgreSQL of this test run. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString("hex")}`;
  await runAsAdmin((client) => client.query(`create database ${name}`));
  const url = new URL(inject("postgresUrl"));
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => dropDatabase(name) };
}

/** PostgreSQL waits five seconds for sessions to end by themselves: who stays has leaked. */
async function dropDatabase(name: string): Promise<void> {
  await runAsAdmin(async (client) => {
    try {
      await client.query(`drop database ${name}`);
    } catch (error) {
      const { rows } = await client.query<{ session: string }>(
        `select concat_ws(' ', application_name, state, query) as session
         from pg_stat_activity where datname = $1`,
        [name],
      );
      await client.query(`drop database ${name} with (force)`);
      const sessions = rows.map((row) => row.session).join("\n");
      throw new Error(`Connections leaked:\n${sessions}`, { cause: error });
    }
  });
}

async function runAsAdmin<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: inject("postgresUrl") });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
