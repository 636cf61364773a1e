import type { Page, PageQuery, Promotion } from "@rookery/contracts";
import { cutPage, type Database, decodeCursor, schema } from "@rookery/database";
import { and, desc, eq, lt } from "drizzle-orm";
import { z } from "zod";
import { findModel } from "./lock-model.ts";

const { promotions } = schema;

const PromotionId = z.int().min(1);

/** A model's audit trail, newest first. */
export async function listPromotions(
  { orm }: Database,
  model: string,
  query: PageQuery,
): Promise<Page<Promotion>> {
  const { id: modelId } = await findModel(orm, model);
  const after = decodeCursor(query.cursor, PromotionId);
  const rows = await orm
    .select()
    .from(promotions)
    .where(
      and(
        eq(promotions.modelId, modelId),
        after === undefined ? undefined : lt(promotions.id, after),
      ),
    )
    .orderBy(desc(promotions.id))
    .limit(query.limit + 1);
  const { page, nextCursor } = cutPage(rows, query.limit, ({ id }) => id);
  return {
    items: page.map((row) => describePromotion(row, model)),
    nextCursor,
  };
}

export type PromotionRow = typeof promotions.$inferSelect;

/** A row of the audit trail as people see it. */
export function describePromotion(
  { modelId: _modelId, ...promotion }: PromotionRow,
  model: string,
): Promotion {
  return { ...promotion, model, createdAt: promotion.createdAt.toISOString() };
}
