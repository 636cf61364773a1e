import { type Alias, AppError } from "@rookery/contracts";
import type { Database } from "@rookery/database";
import { findModel } from "./find-model.ts";
import { findPreviousVersion } from "./find-previous-version.ts";
import { requireHolder } from "./require-holder.ts";

/** What an alias names, and what it would name after a roll back; `not-found` when it never named anything. */
export async function getAlias(
  { orm }: Database,
  { model: name, alias }: { model: string; alias: string },
): Promise<Alias> {
  const model = await findModel(orm, name);
  const version = await requireHolder(orm, { model, alias });
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
