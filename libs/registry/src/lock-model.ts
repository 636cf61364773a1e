import { AppError } from "@rookery/contracts";
import { type Executor, schema, type Transaction } from "@rookery/database";
import { eq } from "drizzle-orm";

const { models } = schema;

export type ModelRow = typeof models.$inferSelect;

/**
 * A model that is locked until the transaction ends, so that decisions about it
 * are made one after the other and its aliases stay where they are. What decides
 * takes this type, and only `lockModel` makes it.
 */
export type LockedModel = ModelRow & { readonly [isLocked]: true };
declare const isLocked: unique symbol;

/** Locks the model of that name, which is made first if `create` says so; `not-found` otherwise. */
export async function lockModel(
  tx: Transaction,
  name: string,
  { create = false }: { create?: boolean } = {},
): Promise<LockedModel> {
  if (create) await tx.insert(models).values({ name }).onConflictDoNothing();
  const [row] = await tx.select().from(models).where(eq(models.name, name)).for("update");
  return requireModel(row, name) as LockedModel;
}

/** The registered model of that name; `not-found` otherwise. */
export async function findModel(executor: Executor, name: string): Promise<ModelRow> {
  const [row] = await executor.select().from(models).where(eq(models.name, name));
  return requireModel(row, name);
}

function requireModel(row: ModelRow | undefined, name: string): ModelRow {
  if (row) return row;
  throw new AppError("not-found", `There is no model named ${name}.`, {
    hint: "GET /models lists the registered models.",
  });
}
