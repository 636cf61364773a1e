import type { MetricValue, ModelSignature, Params } from "@rookery/contracts";
import { type Executor, schema } from "@rookery/database";
import { sql } from "drizzle-orm";

const { models, modelVersions } = schema;

export interface NewVersion {
  model: string;
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

/**
 * Adds the next version of a model, and the model itself when it is the first.
 * The model's row stays locked until the transaction ends, so versions are
 * numbered without gaps or repeats however many register at once.
 */
export async function registerVersion(
  executor: Executor,
  { model, ...version }: NewVersion,
): Promise<{ modelId: number; version: number }> {
  const [row] = await executor
    .insert(models)
    .values({ name: model, lastVersion: 1 })
    .onConflictDoUpdate({
      target: models.name,
      set: { lastVersion: sql`${models.lastVersion} + 1`, updatedAt: sql`now()` },
    })
    .returning({ modelId: models.id, version: models.lastVersion });
  if (!row) throw new Error("an upsert returned no row");
  await executor.insert(modelVersions).values({ ...version, ...row });
  return row;
}
