import { AppError, CleaningRules, type DatasetVersion } from "@rookery/contracts";
import { type Database, schema } from "@rookery/database";
import { and, asc, desc, eq } from "drizzle-orm";

const { datasets, datasetVersions } = schema;

/** A dataset version with the id that sweeps and models refer to it by. */
export type StoredDatasetVersion = DatasetVersion & { id: number };

export interface GetDatasetVersionOptions {
  database: Database;
  name: string;
  /** Default: the newest. */
  version?: number | undefined;
}

/** Throws `not-found` with what there is instead. */
export async function getDatasetVersion({
  database: { orm },
  name,
  version,
}: GetDatasetVersionOptions): Promise<StoredDatasetVersion> {
  const [row] = await orm
    .select({ version: datasetVersions })
    .from(datasetVersions)
    .innerJoin(datasets, eq(datasets.id, datasetVersions.datasetId))
    .where(
      and(
        eq(datasets.name, name),
        version === undefined ? undefined : eq(datasetVersions.version, version),
      ),
    )
    .orderBy(desc(datasetVersions.version))
    .limit(1);
  if (row) return toStoredVersion(name, row.version);

  const latest = version === undefined ? undefined : await findLatest({ orm }, name);
  if (latest !== undefined) {
    throw new AppError("not-found", `The dataset ${name} has no version ${version}.`, {
      hint: `Its newest version is ${latest}.`,
    });
  }
  throw new AppError("not-found", `There is no dataset ${name}.`, {
    hint: await namesHint({ orm }),
  });
}

/** The version as it is told, made of its row. */
export function toStoredVersion(
  dataset: string,
  row: typeof datasetVersions.$inferSelect,
): StoredDatasetVersion {
  const { datasetId: _, rulesHash: __, statedSchema, cleaning, createdAt, ...rest } = row;
  return {
    ...rest,
    dataset,
    schema: statedSchema,
    cleaning: CleaningRules.parse(cleaning),
    createdAt: createdAt.toISOString(),
  };
}

async function findLatest(
  { orm }: Pick<Database, "orm">,
  name: string,
): Promise<number | undefined> {
  const [row] = await orm
    .select({ version: datasetVersions.version })
    .from(datasetVersions)
    .innerJoin(datasets, eq(datasets.id, datasetVersions.datasetId))
    .where(eq(datasets.name, name))
    .orderBy(desc(datasetVersions.version))
    .limit(1);
  return row?.version;
}

async function namesHint({ orm }: Pick<Database, "orm">): Promise<string> {
  const shownNames = 20;
  const rows = await orm
    .select({ name: datasets.name })
    .from(datasets)
    .orderBy(asc(datasets.name))
    .limit(shownNames + 1);
  if (rows.length === 0)
    return "No dataset has been imported yet: POST /datasets takes a CSV file.";
  const names = rows.slice(0, shownNames).map(({ name }) => name);
  return `There are: ${names.join(", ")}${rows.length > shownNames ? ", and more" : ""}.`;
}
