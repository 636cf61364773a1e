import { AppError } from "@rookery/contracts";
import { type Executor, schema } from "@rookery/database";
import { eq } from "drizzle-orm";

export type ModelRow = typeof schema.models.$inferSelect;

/** The registered model of that name; `not-found` otherwise. */
export async function findModel(executor: Executor, name: string): Promise<ModelRow> {
  const [row] = await executor.select().from(schema.models).where(eq(schema.models.name, name));
  if (!row) {
    throw new AppError("not-found", `There is no model named ${name}.`, {
      hint: "GET /models lists the registered models.",
    });
  }
  return row;
}
