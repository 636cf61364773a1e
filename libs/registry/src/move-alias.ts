import type { Promotion } from "@rookery/contracts";
import { queryRows, schema, type Transaction } from "@rookery/database";
import { sql } from "drizzle-orm";
import { findHolder } from "./get-alias.ts";
import { describePromotion, type PromotionRow } from "./list-promotions.ts";
import type { LockedModel } from "./lock-model.ts";

const { aliases, promotions } = schema;

/** The channel on which PostgreSQL tells that an alias moved; the payload is the model's name. */
export const aliasChannel = "rookery_aliases";

export interface AliasMove {
  alias: string;
  toVersion: number;
  promote: boolean;
  reason: string;
  actor: "finalizer" | "user";
  sweepId?: string;
}

/**
 * Writes a decision about an alias to the audit trail and, if it says so, moves
 * the alias; answers the trail's new entry.
 */
export async function moveAlias(
  tx: Transaction,
  model: LockedModel,
  { alias, toVersion, promote, reason, actor, sweepId }: AliasMove,
): Promise<Promotion> {
  const [promotion] = await tx
    .insert(promotions)
    .values({
      modelId: model.id,
      alias,
      fromVersion: await findHolder(tx, { model, alias }),
      toVersion,
      outcome: promote ? "promoted" : "kept",
      reason,
      actor,
      sweepId: sweepId ?? null,
      // Not the start of the transaction, which may have waited for the lock: the trail's times
      // are in the order of its entries, and no version was champion before its entry says so.
      createdAt: sql`clock_timestamp()`,
    })
    .returning();
  if (promote) {
    await tx
      .insert(aliases)
      .values({ modelId: model.id, alias, version: toVersion })
      .onConflictDoUpdate({
        target: [aliases.modelId, aliases.alias],
        set: { version: toVersion, updatedAt: sql`now()` },
      });
    await queryRows(tx, sql`select pg_notify(${aliasChannel}, ${model.name})`);
  }
  return describePromotion(promotion as PromotionRow, model.name);
}
