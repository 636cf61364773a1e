import { randomUUID } from "node:crypto";
import { open, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { StoredArtifact } from "../artifact-store.ts";
import { DigestStream, digestBytes } from "../digest.ts";
import { hasCode } from "./filesystem-errors.ts";
import type { StoreFolders } from "./store-folders.ts";
import { createFolderSync } from "./sync-folders.ts";

const abandonedAfterMs = 24 * 60 * 60 * 1000;

export interface FileWriterOptions {
  root: string;
  folders: StoreFolders;
  /** Where unfinished files live; on the same disk as the finished ones. */
  incoming: string;
}

export interface WriteOptions {
  /** Return only when bytes and name are on the disk. */
  durable: boolean;
}

/**
 * Writes each file under a name of its own in the incoming folder and renames
 * it into place: readers see the old bytes or the new ones, never a part, and
 * a crash leaves nothing but a file there, which `prepare` removes a day later.
 * A durable write survives the loss of power as well: its bytes are on the disk
 * before its name is, and its name before `write` returns.
 */
export function createFileWriter({ root, folders, incoming }: FileWriterOptions) {
  const folderSync = createFolderSync(root);

  async function writeTemporary(
    path: string,
    content: Uint8Array | Readable,
    { durable }: WriteOptions,
  ) {
    await using file = await open(path, "wx", 0o600);
    let stored: StoredArtifact;
    if (content instanceof Uint8Array) {
      await file.writeFile(content);
      stored = digestBytes(content);
    } else {
      const digest = new DigestStream();
      await pipeline(content, digest, (bytes) => writeFile(file, bytes));
      stored = digest.result();
    }
    if (durable) await file.datasync();
    return stored;
  }

  function forget(): void {
    folders.forget();
    folderSync.forget();
  }

  async function moveInto(path: string, temporary: string): Promise<void> {
    try {
      await rename(temporary, path);
    } catch (error) {
      if (!hasCode(error, "ENOENT")) throw error;
      forget();
      await folders.ensure(dirname(path));
      await rename(temporary, path);
    }
  }

  return {
    /** To be called when folders have been removed. */
    forget,

    async prepare(): Promise<void> {
      await folders.ensure(incoming);
      for (const name of await readdir(incoming)) {
        const path = join(incoming, name);
        const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
        if (Date.now() - mtimeMs > abandonedAfterMs) await rm(path, { force: true });
      }
    },

    async write(
      path: string,
      content: Uint8Array | Readable,
      options: WriteOptions,
    ): Promise<StoredArtifact> {
      await Promise.all([folders.ensure(incoming), folders.ensure(dirname(path))]);
      const temporary = join(incoming, randomUUID());
      try {
        const stored = await writeTemporary(temporary, content, options);
        await moveInto(path, temporary);
        if (options.durable) await folderSync.settleEntries(dirname(path));
        return stored;
      } catch (error) {
        await rm(temporary, { force: true });
        throw error;
      }
    },
  };
}
