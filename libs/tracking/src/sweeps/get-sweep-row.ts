import { AppError, type DatasetColumn } from "@rookery/contracts";
import { type Database, schema } from "@rookery/database";
import { eq, getTableColumns } from "drizzle-orm";

const { datasetVersions, sweeps } = schema;

/** A sweep as it is stored, with the content hash and the columns of its dataset version. */
export type SweepRow = typeof sweeps.$inferSelect & {
  datasetHash: string;
  datasetColumns: DatasetColumn[];
};

export async function getSweepRow({ orm }: Database, sweepId: string): Promise<SweepRow> {
  const [row] = await orm
    .select({
      ...getTableColumns(sweeps),
      datasetHash: datasetVersions.contentHash,
      datasetColumns: datasetVersions.columns,
    })
    .from(sweeps)
    .innerJoin(datasetVersions, eq(datasetVersions.id, sweeps.datasetVersionId))
    .where(eq(sweeps.id, sweepId));
  if (!row) throw new AppError("not-found", `There is no sweep ${sweepId}.`);
  return row;
}
