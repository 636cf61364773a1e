import { AppError } from "@rookery/contracts";
import type { z } from "zod";

/** An opaque page cursor that carries the sort key of the last row of a page. */
export function encodeCursor(key: unknown): string {
  return Buffer.from(JSON.stringify(key)).toString("base64url");
}

/** The sort key inside a cursor, or `undefined` without one. */
export function decodeCursor<T extends z.ZodType>(
  cursor: string | undefined,
  schema: T,
): z.output<T> | undefined {
  if (cursor === undefined) return undefined;
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
  } catch (cause) {
    throw new AppError("validation-failed", "The cursor does not belong to this listing.", {
      issues: [{ field: "query.cursor", message: "is not a cursor of this listing" }],
      hint: "Take `nextCursor` from the page before, with the same filters and order.",
      cause,
    });
  }
}
