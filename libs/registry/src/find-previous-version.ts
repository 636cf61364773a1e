import { type Executor, schema } from "@rookery/database";
import { and, asc, eq } from "drizzle-orm";

const { modelVersions, promotions } = schema;

/**
 * The version an alias goes back to when it is rolled back; null when there is
 * none. Moves to another version are steps forward, except to the version where
 * the alias was one step before: that is a step back, whoever takes it, and undoes
 * the newest step forward. So after 1, 2, 3 one roll back leads to 2 and the next
 * to 1, never again to what was rolled back from. Versions that are gone are
 * passed over.
 */
export async function findPreviousVersion(
  executor: Executor,
  { modelId, alias, current }: { modelId: number; alias: string; current: number | null },
): Promise<number | null> {
  const moves = await executor
    .select({ to: promotions.toVersion, found: modelVersions.version })
    .from(promotions)
    .leftJoin(
      modelVersions,
      and(
        eq(modelVersions.modelId, promotions.modelId),
        eq(modelVersions.version, promotions.toVersion),
      ),
    )
    .where(
      and(
        eq(promotions.modelId, modelId),
        eq(promotions.alias, alias),
        eq(promotions.outcome, "promoted"),
      ),
    )
    .orderBy(asc(promotions.id));
  const existing = new Set(moves.flatMap(({ to, found }) => (found === null ? [] : [to])));
  const steps: number[] = [];
  for (const { to } of moves) {
    if (to === steps.at(-1)) continue;
    const before = steps
      .slice(0, -1)
      .findLastIndex((version) => version === to || existing.has(version));
    if (steps[before] === to) steps.length = before + 1;
    else steps.push(to);
  }
  return steps.findLast((version) => existing.has(version) && version !== current) ?? null;
}
