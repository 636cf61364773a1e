import { AppError, type VersionQuery } from "@rookery/client";
import type { DatasetVersion } from "@rookery/contracts";
import { paintError } from "../output/paint.ts";
import { note } from "../output/print.ts";
import type { Session } from "../session.ts";

export interface TrainingTable {
  /** The version that the table belongs to, where it is known. */
  which: VersionQuery;
  table?: DatasetVersion;
}

/** The import that a model learnt from; none when it is gone, or when the model came from elsewhere. */
export async function findTrainingTable(
  { client, inference }: Session,
  model: string,
  which: VersionQuery,
): Promise<TrainingTable> {
  const version = which.version ?? (await findServed());
  if (version === undefined) return { which };
  const found = await findTable(version);
  return found ? { which: { version }, table: found } : { which };

  async function findServed(): Promise<number | undefined> {
    const { items } = await inference.models();
    const alias = which.alias ?? "champion";
    return items.find((served) => served.model === model && served.alias === alias)?.version;
  }

  async function findTable(version: number): Promise<DatasetVersion | undefined> {
    try {
      const { dataset } = await client.models.version(model, version);
      return dataset ? await client.datasets.version(dataset.name, dataset.version) : undefined;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (error.code !== "not-found") noteUnknown(error);
      return undefined;
    }
  }
}

/** Predictions need nothing but the inference API, so they go on. */
function noteUnknown({ message }: AppError): void {
  note(
    `${paintError.yellow("–")} How the training table was written is not known, so numbers need decimal points and dates ISO 8601: ${message}`,
  );
}
