import { tmpdir } from "node:os";
import type { Readable } from "node:stream";
import {
  AppError,
  CleaningRules,
  issuesFromZod,
  Name,
  type Reading,
  type StatedSchema,
} from "@rookery/contracts";
import type { Database } from "@rookery/database";
import { TableError } from "@rookery/tabular";
import pg from "pg";
import { findVersionByHash, hashRules } from "../versions/find-version-by-hash.ts";
import type { StoredDatasetVersion } from "../versions/get-dataset-version.ts";
import { datasetInvalid } from "./dataset-invalid.ts";
import { loadRows } from "./load-rows.ts";
import { spoolUpload, type Upload } from "./spool-upload.ts";

export const defaultMaxBytes = 512 * 1024 * 1024;

export interface ImportDatasetOptions {
  database: Database;
  /** The dataset; made when it does not exist. */
  name: string;
  /** What the sender calls the file; kept as the source's name. */
  fileName: string;
  /** The bytes of a file of any format that is read; which, they say themselves. */
  stream: Readable;
  /** What is known about the columns. Default: everything is inferred. */
  schema?: StatedSchema;
  /** Default: the usual tokens are missing values, rows without any value are dropped. */
  cleaning?: CleaningRules;
  /** How the file is read, where it does not say so itself. Default: all is found. */
  reading?: Reading;
  /** Default 512 MiB. */
  maxBytes?: number;
  /** Where the file lies meanwhile, without a name. Default: the system's folder for such. */
  spoolFolder?: string | undefined;
  /** What the sender says it will send; refused at once when the disk has no room for it. */
  announcedBytes?: number | undefined;
}

export interface ImportedDataset {
  version: StoredDatasetVersion;
  /** False when the dataset has had a version with these very bytes and rules. */
  created: boolean;
}

/**
 * Makes a dataset version of a file: every row as text in a table of schema
 * `raw`, the cleaned typed rows in one of schema `processed`. All or nothing:
 * one transaction makes the tables and the version. Memory does not grow with
 * the file; of Parquet one row group is held at a time.
 *
 * Throws `dataset-invalid` with the line and the way out, `payload-too-large`
 * above `maxBytes`, `no-room` when the disk is full, and `validation-failed` when the name cannot be used or
 * schema or rules do not fit the file's columns.
 */
export async function importDataset(options: ImportDatasetOptions): Promise<ImportedDataset> {
  const { database, name, stream, maxBytes = defaultMaxBytes, announcedBytes } = options;
  const folder = options.spoolFolder ?? tmpdir();
  const checked = Name.safeParse(name);
  if (!checked.success) {
    throw new AppError("validation-failed", "The dataset cannot have this name.", {
      issues: issuesFromZod(checked.error, { prefix: ["name"] }),
    });
  }
  const rules = {
    schema: options.schema ?? {},
    cleaning: options.cleaning ?? noRules,
    reading: options.reading ?? {},
  };
  let upload: Upload | undefined;
  try {
    upload = await spoolUpload(stream, {
      ...{ maxBytes, folder, announcedBytes },
      encoding: rules.reading.encoding,
    });
    const identity = { contentHash: upload.contentHash, rulesHash: hashRules(rules) };
    const known = await findVersionByHash(database.orm, name, identity);
    if (known) return { version: known, created: false };
    const sourceName = options.fileName.replace(/\p{Cc}/gu, "").slice(0, 255);
    return await loadRows(database, { name, sourceName, upload, rules, identity });
  } catch (error) {
    throw translate(error);
  } finally {
    await upload?.content.file.close();
  }
}

const noRules = CleaningRules.parse({});

function translate(error: unknown): unknown {
  if (error instanceof TableError) {
    const { message, hint, issues } = error;
    return datasetInvalid(message, hint, { issues, cause: error });
  }
  // PostgreSQL's own limit, which only it can measure.
  const tooWide = "54000";
  if (error instanceof pg.DatabaseError && error.code === tooWide) {
    return datasetInvalid(
      "A row does not fit PostgreSQL: it has too many columns for the length of its cells.",
      "Leave columns out, or round long numbers: a row must fit on a page of 8 kB, which holds about 1,000 numbers.",
      { cause: error },
    );
  }
  return error;
}
