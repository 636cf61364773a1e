import pg from "pg";

export const superuser = "rookery";

export interface ServerAddress {
  port: number;
  password: string;
}

export function databaseUrl({ port, password }: ServerAddress, database: string): string {
  return `postgres://${superuser}:${password}@127.0.0.1:${port}/${database}`;
}

/** A connected client for the maintenance database; the caller ends it. */
export async function connect(address: ServerAddress, purpose: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: databaseUrl(address, "postgres"),
    application_name: purpose,
    connectionTimeoutMillis: 5000,
  });
  // A later loss shows in the next query; without a listener it would end the process.
  client.on("error", () => undefined);
  await client.connect();
  return client;
}
