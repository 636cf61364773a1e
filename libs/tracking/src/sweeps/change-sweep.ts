import { AppError, maxTags, type SweepChange } from "@rookery/contracts";
import { type Database, schema } from "@rookery/database";
import { and, eq, sql } from "drizzle-orm";
import { getSweepRow } from "./get-sweep.ts";

const { sweeps } = schema;

/**
 * Changes what people say of a sweep, in whatever state it is. Tags are merged in
 * one statement, so of two who set different ones neither is lost.
 */
export async function changeSweep(
  database: Database,
  sweepId: string,
  { tags, description }: SweepChange,
): Promise<void> {
  const merged = sql`jsonb_strip_nulls(${sweeps.tags} || ${JSON.stringify(tags ?? {})}::jsonb)`;
  const rows = await database.orm
    .update(sweeps)
    .set({
      tags: merged,
      ...(description !== undefined && { description: description || null }),
    })
    .where(
      and(
        eq(sweeps.id, sweepId),
        sql`(select count(*) from jsonb_object_keys(${merged})) <= ${maxTags}`,
      ),
    )
    .returning({ id: sweeps.id });
  if (rows.length > 0) return;
  await getSweepRow(database, sweepId);
  throw new AppError("validation-failed", `A sweep has at most ${maxTags} tags.`, {
    issues: [{ field: "tags", message: `would be more than ${maxTags} with those it has` }],
    hint: "Take some away by setting them to null.",
  });
}
