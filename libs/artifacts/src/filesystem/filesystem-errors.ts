import { AppError } from "@rookery/contracts";

export function hasCode(error: unknown, ...codes: string[]): boolean {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  return code !== undefined && codes.includes(code);
}

/** Not there, behind a file in place of a folder, or a link. */
export function isMissing(error: unknown): boolean {
  if (error instanceof AppError) return error.code === "not-found";
  return hasCode(error, "ENOENT", "ENOTDIR", "ELOOP");
}

export function unusable(error: unknown): AppError {
  return new AppError("unavailable", "The artifact folder cannot be used", { cause: error });
}

/** The product's error for one of the filesystem; `whenTaken` is for a key that is a folder, or below a file. */
export function toStoreError(error: unknown, key: string, whenTaken?: "conflict"): unknown {
  if (error instanceof AppError) return error;
  if (whenTaken && hasCode(error, "EISDIR", "ENOTDIR", "EEXIST", "ENOTEMPTY")) {
    const message = `${key} cannot be both an artifact and a folder`;
    return new AppError("conflict", message, { cause: error });
  }
  if (isMissing(error)) {
    return new AppError("not-found", `There is no artifact ${key}.`, { cause: error });
  }
  const isOurs = hasCode(error, "EACCES", "EPERM", "ENOSPC", "EDQUOT", "EROFS", "EIO", "EMFILE");
  return isOurs ? unusable(error) : error;
}
