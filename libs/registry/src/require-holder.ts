import { AppError } from "@rookery/contracts";
import { type Executor, schema } from "@rookery/database";
import { and, eq } from "drizzle-orm";
import type { ModelRow } from "./find-model.ts";

const { aliases } = schema;

export interface HolderQuestion {
  model: ModelRow;
  alias: string;
  /** The version the caller takes it to name, null: none. Default: whichever it names. */
  from?: number | null | undefined;
}

/**
 * The version an alias names, or null. A `conflict` that tells which it is when
 * the caller takes it to be another. The model must be locked, or it may move at once.
 */
export async function requireHolder(
  executor: Executor,
  { model, alias, from }: HolderQuestion,
): Promise<number | null> {
  const [held] = await executor
    .select({ version: aliases.version })
    .from(aliases)
    .where(and(eq(aliases.modelId, model.id), eq(aliases.alias, alias)));
  const version = held?.version ?? null;
  if (from === undefined || from === version) return version;
  const [is, was] = [version, from].map((one) => (one === null ? "no version" : `version ${one}`));
  throw new AppError("conflict", `${alias} of ${model.name} is ${is} now, not ${was}.`, {
    issues: [{ field: "from", message: `${alias} is ${is} now`, value: from }],
    hint: `Somebody moved it. GET /models/${model.name}/promotions tells why; then decide again.`,
  });
}
