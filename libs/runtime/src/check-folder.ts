import { constants } from "node:fs";
import { access, mkdir, statfs } from "node:fs/promises";
import { AppError } from "@rookery/contracts";

const mebibyte = 1024 * 1024;
/** Below this PostgreSQL cannot even checkpoint, and half-written files are what one gets. */
const leastFreeBytes = 50 * mebibyte;
/** Below this a large upload may fill the disk. */
const scarceBytes = 1024 * mebibyte;

export interface CheckFolderOptions {
  path: string;
  /** The variable that names the folder. */
  variable: string;
  logger: { warn(message: string): void };
}

/**
 * Makes the folder when it is missing, passable for others and listable for
 * nobody else, and checks that this user can write there and that the disk has
 * room. Throws `config-invalid` with the way out.
 */
export async function checkFolder({ path, variable, logger }: CheckFolderOptions): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o711 });
    await access(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new AppError("config-invalid", `The folder ${path} cannot be written.`, {
      hint: `Give this user the right to write there, or set ${variable} to another folder.`,
      cause: error,
    });
  }
  const { bavail, bsize } = await statfs(path);
  const scarcity = describeScarcity(bavail * bsize);
  if (scarcity === undefined) return;
  const message = `The disk of ${path} is nearly full: ${scarcity.free} are left.`;
  if (scarcity.canStart) return logger.warn(message);
  throw new AppError("config-invalid", message, {
    hint: `Make room (Rookery needs ${leastFreeBytes / mebibyte} MiB to start), or set ${variable} to a folder on another disk.`,
  });
}

/** How little room there is, or undefined when there is enough. */
export function describeScarcity(
  freeBytes: number,
): { free: string; canStart: boolean } | undefined {
  if (freeBytes >= scarceBytes) return undefined;
  const free = `${Math.floor(freeBytes / mebibyte)} MiB`;
  return { free, canStart: freeBytes >= leastFreeBytes };
}
