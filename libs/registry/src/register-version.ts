import type { MetricValue, ModelSignature, Params } from "@rookery/contracts";
import { schema, type Transaction } from "@rookery/database";
import { eq, sql } from "drizzle-orm";
import type { LockedModel } from "./lock-model.ts";

const { models, modelVersions } = schema;

export interface NewVersion {
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

/** Adds the next version of a model and answers its number. */
export async function registerVersion(
  tx: Transaction,
  { id: modelId, name }: LockedModel,
  version: NewVersion,
): Promise<number> {
  const [row] = await tx
    .update(models)
    .set({ lastVersion: sql`${models.lastVersion} + 1`, updatedAt: sql`now()` })
    .where(eq(models.id, modelId))
    .returning({ version: models.lastVersion });
  if (!row) throw new Error(`model ${name} vanished under its lock`);
  await tx.insert(modelVersions).values({ ...version, ...row, modelId });
  return row.version;
}
