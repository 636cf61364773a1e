import type { ModelVersion, SweepSpec, TestRows } from "@rookery/contracts";
import { type Executor, schema } from "@rookery/database";
import { and, desc, eq, inArray, lt } from "drizzle-orm";
import type { ModelRow } from "./lock-model.ts";

const { aliases, datasets, datasetVersions, modelVersions, modelVersionTags, sweeps } = schema;

type Row = typeof modelVersions.$inferSelect;
type Always = "storeKey" | "sha256" | "sizeBytes" | "trainer" | "params" | "signature";

/** A version of our own format; the table's check sees to it that nothing is missing. */
export type RookeryVersionRow = Row & { [Column in Always]: NonNullable<Row[Column]> };

/** Versions of our own format, the only ones that this API shows and that are served. */
export const isRookery = eq(modelVersions.format, "rookery");

export interface VersionRange {
  /** Only this one. */
  version?: number;
  /** Only older ones. */
  before?: number | undefined;
  limit: number;
}

/** Versions of a model as people see them, newest first. */
export async function readVersions(
  executor: Executor,
  model: ModelRow,
  { version, before, limit }: VersionRange,
): Promise<ModelVersion[]> {
  const rows = await executor
    .select({
      version: modelVersions,
      dataset: { name: datasets.name, version: datasetVersions.version },
      spec: sweeps.spec,
    })
    .from(modelVersions)
    .leftJoin(datasetVersions, eq(datasetVersions.id, modelVersions.datasetVersionId))
    .leftJoin(datasets, eq(datasets.id, datasetVersions.datasetId))
    .leftJoin(sweeps, eq(sweeps.id, modelVersions.sweepId))
    .where(
      and(
        eq(modelVersions.modelId, model.id),
        isRookery,
        version === undefined ? undefined : eq(modelVersions.version, version),
        before === undefined ? undefined : lt(modelVersions.version, before),
      ),
    )
    .orderBy(desc(modelVersions.version))
    .limit(limit);
  const { held, tags } = await readLabels(
    executor,
    model,
    rows.map((row) => row.version.version),
  );
  return rows.map(({ version: row, dataset, spec }) => ({
    ...describeVersion(row as RookeryVersionRow),
    testRows: spec && describeTestRows(spec),
    model: model.name,
    aliases: held.filter((alias) => alias.version === row.version).map(({ alias }) => alias),
    tags: Object.fromEntries(
      tags.filter((tag) => tag.version === row.version).map(({ key, value }) => [key, value]),
    ),
    dataset: dataset?.name ? { name: dataset.name, version: dataset.version ?? 0 } : null,
  }));
}

function describeTestRows(spec: SweepSpec): TestRows | null {
  const { dataset, datasetVersion, target, testFraction, seed } = spec;
  return testFraction === 0 ? null : { dataset, datasetVersion, target, testFraction, seed };
}

function describeVersion(row: RookeryVersionRow) {
  return {
    version: row.version,
    trainer: row.trainer,
    params: row.params,
    signature: row.signature,
    testMetrics: row.testMetrics,
    description: row.description,
    runId: row.runId,
    sweepId: row.sweepId,
    sha256: row.sha256,
    sizeBytes: row.sizeBytes,
    createdAt: row.createdAt.toISOString(),
  };
}

async function readLabels(executor: Executor, { id }: ModelRow, versions: number[]) {
  const [held, tags] = await Promise.all([
    executor
      .select()
      .from(aliases)
      .where(and(eq(aliases.modelId, id), inArray(aliases.version, versions))),
    executor
      .select()
      .from(modelVersionTags)
      .where(and(eq(modelVersionTags.modelId, id), inArray(modelVersionTags.version, versions))),
  ]);
  return { held, tags };
}
