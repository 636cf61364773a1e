import { type Executor, schema } from "@rookery/database";
import { eq, sql } from "drizzle-orm";

const { experiments } = schema;

/** The id of the experiment of that name, which is created when there is none. */
export async function ensureExperiment(executor: Executor, name: string): Promise<number> {
  // Looked up first: an upsert would lock the row until the launch commits, and launches would queue.
  const [known] = await executor
    .select({ id: experiments.id })
    .from(experiments)
    .where(eq(experiments.name, name));
  if (known) return known.id;
  const [row] = await executor
    .insert(experiments)
    .values({ name })
    .onConflictDoUpdate({ target: experiments.name, set: { updatedAt: sql`now()` } })
    .returning({ id: experiments.id });
  if (!row) throw new Error("an upsert returned no row");
  return row.id;
}
