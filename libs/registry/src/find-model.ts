import { AppError } from "@rookery/contracts";
import { type Executor, schema } from "@rookery/database";
import { eq } from "drizzle-orm";

export type ModelRow = typeof schema.models.$inferSelect;

/**
 * The registered model of that name; `not-found` otherwise. Locked until the
 * transaction ends if the caller says so: its aliases then stay where they are.
 */
export async function findModel(
  executor: Executor,
  name: string,
  { lock = false }: { lock?: boolean } = {},
): Promise<ModelRow> {
  const query = executor.select().from(schema.models).where(eq(schema.models.name, name));
  const [row] = await (lock ? query.for("update") : query);
  if (!row) {
    throw new AppError("not-found", `There is no model named ${name}.`, {
      hint: "GET /models lists the registered models.",
    });
  }
  return row;
}
