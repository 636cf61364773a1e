import type { Promotion } from "@rookery/contracts";
import type { schema } from "@rookery/database";

export type PromotionRow = typeof schema.promotions.$inferSelect;

/** A row of the audit trail as people see it. */
export function describePromotion(
  { modelId: _modelId, ...promotion }: PromotionRow,
  model: string,
): Promotion {
  return { ...promotion, model, createdAt: promotion.createdAt.toISOString() };
}
