import { createArtifactStore } from "@rookery/artifacts";
import { createDatabase } from "@rookery/database";
import { removeOrphanArtifacts } from "@rookery/orchestrator";
import type { Platform } from "./start-platform.ts";

/** What an orchestrator does once an hour, without sparing the files of the last hour. */
export async function cleanUp({ databaseUrl, store }: Platform): Promise<number> {
  const database = createDatabase({ url: databaseUrl, applicationName: "rookery-chaos" });
  const artifacts = createArtifactStore(store);
  try {
    const deps = { database, artifacts };
    const { count } = await removeOrphanArtifacts(deps, { dryRun: false, olderThanMs: 0 });
    return count;
  } finally {
    await artifacts.close();
    await database.close();
  }
}
