import { z } from "zod";

/** Keyset paging: `cursor` is opaque and comes from the page before. */
export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  cursor: z.string().min(1).max(1000).optional(),
});
export type PageQuery = z.infer<typeof PageQuery>;

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
