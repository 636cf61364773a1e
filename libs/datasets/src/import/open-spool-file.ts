import { randomUUID } from "node:crypto";
import { type FileHandle, open, rm, statfs } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "@rookery/contracts";

export interface SpoolRoom {
  /** The folder where uploads lie while they are imported. */
  folder: string;
  /** What the sender says it will send, where it does. */
  announcedBytes: number | undefined;
}

/**
 * A file without a name: it is gone once closed, or once the process is. Throws
 * `no-room` when what was announced does not fit on the folder's disk.
 */
export async function openSpoolFile({
  folder,
  announcedBytes = 0,
}: SpoolRoom): Promise<FileHandle> {
  const { bavail, bsize } = await statfs(folder);
  const freeBytes = bavail * bsize;
  if (announcedBytes > freeBytes) throw noRoom(folder, announcedBytes, freeBytes);
  const path = join(folder, `rookery-upload-${randomUUID()}`);
  const file = await open(path, "wx+", 0o600);
  await rm(path);
  return file;
}

/** What writing to the spool throws, as `no-room` where the disk is full. */
export function explainSpooling(error: unknown, folder: string, arrivedBytes: number): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== "ENOSPC" && code !== "EDQUOT") return error;
  return noRoom(folder, arrivedBytes, 0, error);
}

function noRoom(folder: string, neededBytes: number, freeBytes: number, cause?: unknown): AppError {
  const needed = `${toMb(neededBytes)} MB`;
  const message =
    cause === undefined
      ? `There is no room for an upload of ${needed}: ${toMb(freeBytes)} MB are free.`
      : `The disk for uploads is full after ${needed} of this one.`;
  return new AppError("no-room", message, {
    hint: `Make room on the disk of ${folder}, or set ROOKERY_SPOOL to a folder on a larger one; nothing of the upload was kept.`,
    cause,
  });
}

const toMb = (bytes: number) => Math.ceil(bytes / 1_000_000);
