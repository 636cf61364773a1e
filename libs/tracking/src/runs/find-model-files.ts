import { type Database, schema } from "@rookery/database";
import { and, eq, inArray } from "drizzle-orm";

const { artifacts, modelVersions } = schema;

export interface StoredModel {
  storeKey: string;
  sha256: string;
}

/** Where the model files of these runs lie: their own, or that of a version made of one. */
export async function findModelFiles(
  { orm }: Database,
  runIds: string[],
): Promise<Map<string, StoredModel>> {
  const [versions, own] = await Promise.all([
    orm
      .select({
        runId: modelVersions.runId,
        storeKey: modelVersions.storeKey,
        sha256: modelVersions.sha256,
      })
      .from(modelVersions)
      .where(inArray(modelVersions.runId, runIds)),
    orm
      .select({
        runId: artifacts.runId,
        storeKey: artifacts.storeKey,
        sha256: artifacts.sha256,
      })
      .from(artifacts)
      .where(and(inArray(artifacts.runId, runIds), eq(artifacts.path, "model.json"))),
  ]);
  const files = new Map<string, StoredModel>();
  for (const { runId, storeKey, sha256 } of [...versions, ...own]) {
    if (runId !== null && storeKey !== null && sha256 !== null) {
      files.set(runId, { storeKey, sha256 });
    }
  }
  return files;
}
