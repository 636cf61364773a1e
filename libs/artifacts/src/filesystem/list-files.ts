import type { Dirent } from "node:fs";
import { lstat, opendir } from "node:fs/promises";
import { join } from "node:path";
import type { ListedArtifact } from "../artifact-store.ts";
import { reservedFolder } from "../check-key.ts";
import { isMissing } from "./filesystem-errors.ts";

/** Walks a folder without following links; files that vanish meanwhile are left out. */
export async function* listFiles(root: string, folder: string): AsyncGenerator<ListedArtifact> {
  for await (const entry of entriesOf(join(root, folder))) {
    const key = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (key === reservedFolder) continue;
    if (entry.isDirectory()) yield* listFiles(root, key);
    if (!entry.isFile()) continue;
    const stats = await lstat(join(root, key)).catch(() => null);
    if (stats) yield { key, sizeBytes: stats.size, modifiedAt: stats.mtime };
  }
}

async function* entriesOf(path: string): AsyncGenerator<Dirent> {
  try {
    yield* await opendir(path);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}
