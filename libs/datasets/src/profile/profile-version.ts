import { AppError, type DatasetProfile } from "@rookery/contracts";
import { type Database, withConnection } from "@rookery/database";
import type { StoredDatasetVersion } from "../versions/get-dataset-version.ts";
import { quoteTable } from "../versions/sql-names.ts";
import { countBlanks, isNumeric } from "./column-sql.ts";
import { measureAssociation } from "./measure-association.ts";
import { profileColumn } from "./profile-column.ts";

export interface ProfileVersionOptions {
  database: Database;
  version: StoredDatasetVersion;
  /** The column to measure associations with. */
  target?: string | undefined;
}

/**
 * What the processed rows look like, column by column, computed by PostgreSQL
 * over all of them. Throws `not-found` for a target that is no column.
 */
export async function profileVersion(options: ProfileVersionOptions): Promise<DatasetProfile> {
  const { database, version } = options;
  const table = quoteTable(version.processedTable);
  const target = findTarget(options);
  const columns = await withConnection(
    database,
    async (client) => {
      // Sorting a million numbers stays in memory.
      await client.query("set work_mem = '64MB'");
      const profiles: DatasetProfile["columns"] = [];
      for (const column of version.columns) {
        const profile = await profileColumn({ queries: client, table, rows: version.rows, column });
        if (target && target !== column) {
          const isFlag = !isNumeric(column) && column.missing > 0;
          const told = isFlag ? countBlanks(table, column, target) : table;
          profile.association = await measureAssociation(client, told, [column, target]);
        }
        profiles.push(profile);
      }
      await client.query("reset work_mem");
      return profiles;
    },
    { isLong: true },
  );
  return {
    dataset: version.dataset,
    version: version.version,
    rows: version.rows,
    target: target?.name ?? null,
    columns,
  };
}

function findTarget({ version, target: name }: ProfileVersionOptions) {
  if (name === undefined) return undefined;
  const target = version.columns.find((column) => column.name === name);
  if (target) return target;
  throw new AppError("not-found", `The dataset has no column ${JSON.stringify(name)}.`, {
    hint: `Its columns are: ${version.columns.map((column) => column.name).join(", ")}.`,
  });
}
