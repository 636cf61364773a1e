import { type Executor, schema } from "@rookery/database";
import { sql } from "drizzle-orm";

const { models } = schema;

/**
 * The id of the model of that name, made when there is none. Its row stays
 * locked until the transaction ends, so decisions about one model are made one
 * after the other.
 */
export async function lockModel(executor: Executor, name: string): Promise<number> {
  const [row] = await executor
    .insert(models)
    .values({ name })
    .onConflictDoUpdate({ target: models.name, set: { updatedAt: sql`now()` } })
    .returning({ id: models.id });
  if (!row) throw new Error("an upsert returned no row");
  return row.id;
}
