import { type Experiment, type NamedPageQuery, type Page, Text } from "@rookery/contracts";
import {
  containsText,
  cutPage,
  type Database,
  decodeCursor,
  schema,
  type Transaction,
} from "@rookery/database";
import { and, asc, eq, exists, gt, sql } from "drizzle-orm";

const { experiments, sweeps } = schema;

/** A page of the experiments that have sweeps, by name. */
export async function listExperiments(
  { orm }: Database,
  { limit, cursor, name }: NamedPageQuery,
): Promise<Page<Experiment>> {
  const after = decodeCursor(cursor, Text);
  const itsSweeps = orm
    .select({ one: sql`1` })
    .from(sweeps)
    .where(eq(sweeps.experimentId, experiments.id));
  const rows = await orm
    .select({ name: experiments.name, createdAt: experiments.createdAt })
    .from(experiments)
    .where(
      and(
        after === undefined ? undefined : gt(experiments.name, after),
        name === undefined ? undefined : containsText(experiments.name, name),
        exists(itsSweeps),
      ),
    )
    .orderBy(asc(experiments.name))
    .limit(limit + 1);
  const { page, nextCursor } = cutPage(rows, limit, (row) => row.name);
  return {
    items: page.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() })),
    nextCursor,
  };
}

/** The id of the experiment of that name, which is created when there is none. */
export async function ensureExperiment(tx: Transaction, name: string): Promise<number> {
  // Looked up first: an upsert would lock the row until the launch commits, and launches would queue.
  const [known] = await tx
    .select({ id: experiments.id })
    .from(experiments)
    .where(eq(experiments.name, name));
  if (known) return known.id;
  const [row] = await tx
    .insert(experiments)
    .values({ name })
    .onConflictDoUpdate({ target: experiments.name, set: { updatedAt: sql`now()` } })
    .returning({ id: experiments.id });
  if (!row) throw new Error("an upsert returned no row");
  return row.id;
}
