import { startPostgres } from "@rookery/embedded";
import type { Cleanup } from "./cleanup.ts";
import { makeTempDir } from "./temp-dir.ts";

// Test data need not survive a power cut.
const fastSettings = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };

/** The superuser address of a PostgreSQL for this test run. */
export async function startTestPostgres(cleanup: Cleanup): Promise<string> {
  const dataDir = await makeTempDir("postgres", cleanup);
  const postgres = await startPostgres({ dataDir, settings: fastSettings });
  cleanup.add(() => postgres.stop());
  return postgres.url;
}
