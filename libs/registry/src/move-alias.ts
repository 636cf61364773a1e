import { AppError, type Promotion } from "@rookery/contracts";
import { type Executor, schema } from "@rookery/database";
import { and, eq, sql } from "drizzle-orm";
import { describePromotion, type PromotionRow } from "./describe-promotion.ts";

const { aliases, models, promotions } = schema;

/** The channel on which PostgreSQL tells that an alias moved; the payload is the model's name. */
export const aliasChannel = "rookery_aliases";

export interface AliasMove {
  modelId: number;
  alias: string;
  toVersion: number;
  promote: boolean;
  reason: string;
  actor: "finalizer" | "user";
  sweepId?: string;
}

/**
 * Writes a decision about an alias to the audit trail and, if it says so, moves
 * the alias; answers the trail's new entry. Must run in a transaction: the model's row is locked first, so two
 * decisions about one model happen one after the other.
 */
export async function moveAlias(executor: Executor, move: AliasMove): Promise<Promotion> {
  const { modelId, alias, toVersion } = move;
  const [model] = await executor
    .select({ name: models.name })
    .from(models)
    .where(eq(models.id, modelId))
    .for("update");
  if (!model) throw new AppError("not-found", `There is no model with the id ${modelId}.`);
  const [current] = await executor
    .select({ version: aliases.version })
    .from(aliases)
    .where(and(eq(aliases.modelId, modelId), eq(aliases.alias, alias)));
  const fromVersion = current?.version ?? null;
  const [promotion] = await executor
    .insert(promotions)
    .values({
      modelId,
      alias,
      fromVersion,
      toVersion,
      outcome: move.promote ? "promoted" : "kept",
      reason: move.reason,
      actor: move.actor,
      sweepId: move.sweepId ?? null,
      // Not the start of the transaction, which may have waited for the lock: the trail's times
      // are in the order of its entries, and no version was champion before its entry says so.
      createdAt: sql`clock_timestamp()`,
    })
    .returning();
  if (move.promote) {
    await executor
      .insert(aliases)
      .values({ modelId, alias, version: toVersion })
      .onConflictDoUpdate({
        target: [aliases.modelId, aliases.alias],
        set: { version: toVersion, updatedAt: sql`now()` },
      });
    await executor.execute(sql`select pg_notify(${aliasChannel}, ${model.name})`);
  }
  return describePromotion(promotion as PromotionRow, model.name);
}
