import { constants } from "node:fs";
import { access, type FileHandle, lstat, open, readdir, rm, unlink } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { ArtifactStore } from "../artifact-store.ts";
import { checkFolderKey, checkKey, reservedFolder } from "../check-key.ts";
import { createFileWriter } from "./file-writer.ts";
import { isMissing, toStoreError, unusable } from "./filesystem-errors.ts";
import { listFiles } from "./list-files.ts";
import { createStoreFolders } from "./store-folders.ts";

export interface FilesystemStoreOptions {
  kind: "filesystem";
  root: string;
  /**
   * Every `put` waits for the disk, not only durable ones. Default false: what
   * was put in the last seconds before the power goes may be lost or empty.
   */
  fsync?: boolean | undefined;
}

/** Artifacts as files below `root`, one file per key, readable by this user only. Links are not followed. */
export function createFilesystemStore(options: FilesystemStoreOptions): ArtifactStore {
  const root = resolve(options.root);
  const folders = createStoreFolders(root);
  const incoming = join(root, reservedFolder);
  const writer = createFileWriter({ root, folders, incoming });

  /** The file of a key that is to be there. */
  async function locate(key: string): Promise<string> {
    const path = join(root, key);
    await folders.verify(dirname(path));
    return path;
  }

  async function openFile(key: string): Promise<FileHandle> {
    checkKey(key);
    try {
      const file = await open(await locate(key), constants.O_RDONLY | constants.O_NOFOLLOW);
      if ((await file.stat()).isFile()) return file;
      await file.close();
    } catch (error) {
      throw toStoreError(error, key);
    }
    throw toStoreError({ code: "ENOENT" }, key);
  }

  return {
    prepare: () => writer.prepare(),
    async ping() {
      await access(root, constants.R_OK | constants.W_OK).catch((error) => {
        throw unusable(error);
      });
    },
    async put(key, content, { durable = options.fsync ?? false } = {}) {
      checkKey(key);
      return writer.write(join(root, key), content, { durable }).catch((error: unknown) => {
        throw toStoreError(error, key, "conflict");
      });
    },
    async get(key) {
      await using file = await openFile(key);
      return await file.readFile();
    },
    async getStream(key) {
      return (await openFile(key)).createReadStream();
    },
    async head(key) {
      checkKey(key);
      try {
        const stats = await lstat(await locate(key));
        return stats.isFile() ? { sizeBytes: stats.size, modifiedAt: stats.mtime } : null;
      } catch (error) {
        if (isMissing(error)) return null;
        throw toStoreError(error, key);
      }
    },
    async *list(folder) {
      checkFolderKey(folder);
      try {
        await folders.verify(join(root, folder));
        yield* listFiles(root, folder);
      } catch (error) {
        if (!isMissing(error)) throw toStoreError(error, folder);
      }
    },
    async delete(keys) {
      const all = [keys].flat();
      for (const key of all) checkKey(key);
      for (const key of all) {
        try {
          await unlink(await locate(key));
        } catch (error) {
          if (!isMissing(error)) throw toStoreError(error, key);
        }
      }
    },
    async deleteFolder(folder) {
      checkFolderKey(folder);
      try {
        if (folder === "") await emptyFolder(root);
        else await rm(await locate(folder), { recursive: true });
      } catch (error) {
        if (!isMissing(error)) throw toStoreError(error, folder);
      }
      writer.forget();
    },
    async close() {},
  };
}

async function emptyFolder(path: string): Promise<void> {
  for (const name of await readdir(path)) {
    if (name !== reservedFolder) await rm(join(path, name), { recursive: true, force: true });
  }
}
