import { type AnyColumn, ilike, type SQL } from "drizzle-orm";

/** Whether a column contains a text, in upper or lower case; no sign of it has a meaning of its own. */
export function containsText(column: AnyColumn, text: string): SQL {
  return ilike(column, `%${text.replace(/[\\%_]/g, "\\$&")}%`);
}
