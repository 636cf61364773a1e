import { randomBytes } from "node:crypto";
import pg from "pg";
import type { Cleanup } from "../../services/cleanup.ts";

/** A user who may connect to the database and nothing more; answers the address with that user. */
export async function createPgUser(databaseUrl: string, cleanup: Cleanup): Promise<string> {
  const name = `powerless_${randomBytes(4).toString("hex")}`;
  const password = randomBytes(8).toString("hex");
  await run(databaseUrl, `create user ${name} password '${password}'`);
  cleanup.add(() => run(databaseUrl, `drop user ${name}`));
  return Object.assign(new URL(databaseUrl), { username: name, password }).href;
}

async function run(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
