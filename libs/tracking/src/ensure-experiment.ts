import { type Executor, schema } from "@rookery/database";
import { sql } from "drizzle-orm";

/** The id of the experiment of that name, which is created when there is none. */
export async function ensureExperiment(executor: Executor, name: string): Promise<number> {
  const [row] = await executor
    .insert(schema.experiments)
    .values({ name })
    .onConflictDoUpdate({
      target: schema.experiments.name,
      set: { updatedAt: sql`now()` },
    })
    .returning({ id: schema.experiments.id });
  if (!row) throw new Error("an upsert returned no row");
  return row.id;
}
