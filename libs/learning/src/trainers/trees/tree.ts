import { z } from "zod";

/**
 * A fitted tree, its nodes in the order of a walk that goes left first: node 0
 * is the root, the left child of node i is i + 1. Of leaves `columns` is -1,
 * and their answers stand in `leaves` in the same order.
 */
export const Tree = z.strictObject({
  columns: z.array(z.int().min(-1)).min(1),
  /** A row whose cell is not larger goes left. 0 at leaves. */
  thresholds: z.array(z.number()),
  /** The right child, which comes after its parent. 0 at leaves. */
  rights: z.array(z.int().nonnegative()),
  /** Per leaf: how many training rows of each class came there, or the mean of their numbers. */
  leaves: z.array(z.number()),
});
export type Tree = z.infer<typeof Tree>;

/** What trainers of trees fit: one of them or many, for rows of so many columns. */
export const Trees = z.strictObject({
  columnCount: z.int().positive(),
  trees: z.array(Tree).min(1),
});
export type Trees = z.infer<typeof Trees>;

export function createTree(): Tree {
  return { columns: [], thresholds: [], rights: [], leaves: [] };
}
