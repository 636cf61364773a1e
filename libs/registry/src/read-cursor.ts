import { AppError } from "@rookery/contracts";
import type { z } from "zod";

/** The key of the last row of the page before, or `undefined` without one. */
export function readCursor<T extends z.ZodType>(
  cursor: string | undefined,
  schema: T,
): z.output<T> | undefined {
  if (cursor === undefined) return undefined;
  const key = schema.safeParse(cursor);
  if (key.success) return key.data;
  throw new AppError("validation-failed", "The cursor does not belong to this listing.", {
    issues: [{ field: "query.cursor", message: "is not a cursor of this listing" }],
    hint: "Take `nextCursor` from the page before.",
    cause: key.error,
  });
}
