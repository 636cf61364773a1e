import { type Alias, AppError } from "@rookery/contracts";
import { type Database, type Executor, schema } from "@rookery/database";
import { and, eq } from "drizzle-orm";
import { findPreviousVersion } from "./find-previous-version.ts";
import { findModel, type LockedModel, type ModelRow } from "./lock-model.ts";

const { aliases } = schema;

/** What an alias names, and what it would name after a roll back; `not-found` when it never named anything. */
export async function getAlias(
  { orm }: Database,
  { model: name, alias }: { model: string; alias: string },
): Promise<Alias> {
  const model = await findModel(orm, name);
  const version = await findHolder(orm, { model, alias });
  const before = { modelId: model.id, alias, current: version };
  const previousVersion = await findPreviousVersion(orm, before);
  if (version === null && previousVersion === null) throw unknownAlias(name, alias);
  return { model: name, alias, version, previousVersion };
}

export function unknownAlias(model: string, alias: string): AppError {
  return new AppError("not-found", `No version of ${model} is ${alias}, or was.`, {
    hint: `GET /models/${model} tells its aliases.`,
  });
}

/** The version an alias names, or null. */
export async function findHolder(
  executor: Executor,
  { model, alias }: { model: ModelRow; alias: string },
): Promise<number | null> {
  const [held] = await executor
    .select({ version: aliases.version })
    .from(aliases)
    .where(and(eq(aliases.modelId, model.id), eq(aliases.alias, alias)));
  return held?.version ?? null;
}

export interface HolderQuestion {
  model: LockedModel;
  alias: string;
  /** The version the caller takes it to name, null: none. Default: whichever it names. */
  from?: number | null | undefined;
}

/**
 * The version an alias names, or null; a `conflict` that tells which it is when
 * the caller takes it to be another.
 */
export async function requireHolder(
  executor: Executor,
  { model, alias, from }: HolderQuestion,
): Promise<number | null> {
  const version = await findHolder(executor, { model, alias });
  if (from === undefined || from === version) return version;
  const [is, was] = [version, from].map((one) => (one === null ? "no version" : `version ${one}`));
  throw new AppError("conflict", `${alias} of ${model.name} is ${is} now, not ${was}.`, {
    issues: [{ field: "from", message: `${alias} is ${is} now`, value: from }],
    hint: `Somebody moved it. GET /models/${model.name}/promotions tells why; then decide again.`,
  });
}
