import { AppError } from "@rookery/contracts";

const longestKeyBytes = 1024;
const longestSegmentBytes = 255;
/** The filesystem store keeps unfinished files there. */
export const reservedFolder = ".incoming";

/**
 * Throws `validation-failed` unless the key is a relative path of plain
 * segments: none empty, `.` or `..`, no backslash, control character or half
 * of a surrogate pair; 255 bytes per segment, 1024 in all.
 */
export function checkKey(key: string): void {
  const flaw = findFlaw(key);
  if (flaw === undefined) return;
  throw new AppError(
    "validation-failed",
    `The artifact key ${JSON.stringify(key.slice(0, 100))} ${flaw}`,
    {
      issues: [{ field: "key", message: flaw }],
    },
  );
}

/** A folder is named like a key; `""` is the whole store. */
export function checkFolderKey(folder: string): void {
  if (folder !== "") checkKey(folder);
}

function findFlaw(key: string): string | undefined {
  if (/[\\\p{Cc}\p{Surrogate}]/u.test(key)) return "holds a character that is not allowed";
  if (Buffer.byteLength(key) > longestKeyBytes) return `is longer than ${longestKeyBytes} bytes`;
  const segments = key.split("/");
  if (segments.includes("")) return "is empty, or has an empty segment";
  if (segments.includes(".") || segments.includes("..")) return "has a `.` or `..` segment";
  if (segments[0] === reservedFolder) return `begins with ${reservedFolder}, which is reserved`;
  if (segments.some((segment) => Buffer.byteLength(segment) > longestSegmentBytes)) {
    return `has a segment longer than ${longestSegmentBytes} bytes`;
  }
  return undefined;
}
