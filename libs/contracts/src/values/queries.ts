import { z } from "zod";
import { Title } from "./names.ts";

/** Keyset paging: `cursor` is opaque and comes from the page before. */
export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  cursor: z.string().min(1).max(1000).optional(),
});
export type PageQuery = z.infer<typeof PageQuery>;

/** A page of what has names, all of it or that whose name contains a text. */
export const NamedPageQuery = PageQuery.extend({
  name: Title.optional().describe("Whose name contains this, in upper or lower case"),
});
export type NamedPageQuery = z.infer<typeof NamedPageQuery>;

export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    nextCursor: z
      .string()
      .nullable()
      .describe("Give it as `cursor` for the next page; null: last page"),
  });
}
export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** Yes or no in an address; unlike `z.stringbool` its JSON Schema tells what is taken. */
export const Flag = z.enum(["true", "false"]).transform((text) => text === "true");
