import { AppError } from "@rookery/contracts";
import { type AnyColumn, ilike, type SQL } from "drizzle-orm";
import type { z } from "zod";

/*
 * Keyset paging: a cursor is opaque to clients and carries the sort key of the
 * last row of a page. A listing asks for one row more than a page holds, to see
 * whether another page follows.
 */

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

/** The rows of a page, of `limit + 1` that were asked for, and the cursor of the next one. */
export function cutPage<Row>(
  rows: readonly Row[],
  limit: number,
  keyOf: (last: Row) => unknown,
): { page: Row[]; nextCursor: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const isLast = rows.length <= limit || last === undefined;
  const encode = (key: unknown) => Buffer.from(JSON.stringify(key)).toString("base64url");
  return { page, nextCursor: isLast ? null : encode(keyOf(last)) };
}

/** Whether a column contains a text, in upper or lower case; no sign of it has a meaning of its own. */
export function containsText(column: AnyColumn, text: string): SQL {
  return ilike(column, `%${text.replace(/[\\%_]/g, "\\$&")}%`);
}
