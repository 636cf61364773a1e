import type { MetricValue, ModelSignature, Params } from "@rookery/contracts";
import { type Executor, schema } from "@rookery/database";
import { eq, sql } from "drizzle-orm";

const { models, modelVersions } = schema;

export interface NewVersion {
  modelId: number;
  /** Where the model file already lies in the artifact store. */
  storeKey: string;
  sha256: string;
  sizeBytes: number;
  trainer: string;
  params: Params;
  signature: ModelSignature;
  testMetrics: Record<string, MetricValue>;
  runId: string;
  sweepId: string;
  datasetVersionId: number;
}

/** Adds the next version of a model and answers its number. Needs the lock of `lockModel`. */
export async function registerVersion(executor: Executor, version: NewVersion): Promise<number> {
  const [row] = await executor
    .update(models)
    .set({ lastVersion: sql`${models.lastVersion} + 1`, updatedAt: sql`now()` })
    .where(eq(models.id, version.modelId))
    .returning({ version: models.lastVersion });
  if (!row) throw new Error(`model ${version.modelId} vanished under its lock`);
  await executor.insert(modelVersions).values({ ...version, ...row });
  return row.version;
}
