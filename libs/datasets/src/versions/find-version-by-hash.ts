import { createHash } from "node:crypto";
import { CleaningRules, canonicalJson, type StatedColumn } from "@rookery/contracts";
import { type Executor, schema } from "@rookery/database";
import { and, eq } from "drizzle-orm";
import type { TableRules } from "../clean/check-rules.ts";
import { type StoredDatasetVersion, toStoredVersion } from "./get-dataset-version.ts";

const { datasets, datasetVersions } = schema;

/** What a version is made of. */
export interface VersionIdentity {
  /** sha256 of the bytes, hex. */
  contentHash: string;
  /** As `hashRules` makes it. */
  rulesHash: string;
}

/** The version of a dataset that was made of exactly these bytes and rules. */
export async function findVersionByHash(
  executor: Executor,
  name: string,
  { contentHash, rulesHash }: VersionIdentity,
): Promise<StoredDatasetVersion | undefined> {
  const [row] = await executor
    .select({ version: datasetVersions })
    .from(datasetVersions)
    .innerJoin(datasets, eq(datasets.id, datasetVersions.datasetId))
    .where(
      and(
        eq(datasets.name, name),
        eq(datasetVersions.contentHash, contentHash),
        eq(datasetVersions.rulesHash, rulesHash),
      ),
    );
  return row && toStoredVersion(name, row.version);
}

const unstated = { schema: {}, cleaning: CleaningRules.parse({}) };

/** sha256 of what was stated, hex; empty when nothing was. Ways to say the same have the same hash. */
export function hashRules({ schema, cleaning, reading }: TableRules): string {
  const columns = Object.entries(schema).map(([name, column]) => [name, inFull(column)]);
  const stated = Object.keys(reading).length > 0 ? { reading } : {};
  const rules = canonicalJson({ schema: Object.fromEntries(columns), cleaning, ...stated });
  if (rules === canonicalJson(unstated)) return "";
  return createHash("sha256").update(rules).digest("hex");
}

function inFull(column: StatedColumn) {
  return typeof column === "string" ? { kind: column } : column;
}
