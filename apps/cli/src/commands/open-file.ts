import { openAsBlob } from "node:fs";
import { stat } from "node:fs/promises";
import { UsageError } from "../usage-error.ts";

/** A file that is read while it is sent. */
export async function openFile(path: string): Promise<Blob> {
  if ((await stat(path)).isFile()) return await openAsBlob(path);
  throw new UsageError(`${path} is no file.`);
}
