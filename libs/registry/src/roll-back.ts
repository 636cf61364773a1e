import { AppError, type Promotion, type RollBackRequest } from "@rookery/contracts";
import type { Database } from "@rookery/database";
import { findModel } from "./find-model.ts";
import { findPreviousVersion } from "./find-previous-version.ts";
import { unknownAlias } from "./get-alias.ts";
import { moveAlias } from "./move-alias.ts";
import { requireHolder } from "./require-holder.ts";

/**
 * Moves an alias back to the version before, see `findPreviousVersion`. A
 * `conflict` when there is none, or when the alias names another version than
 * the caller takes it to.
 */
export async function rollBack(
  database: Database,
  { model: name, alias, from, reason }: RollBackRequest & { model: string; alias: string },
): Promise<Promotion> {
  return await database.orm.transaction(async (tx) => {
    const model = await findModel(tx, name, { lock: true });
    const current = await requireHolder(tx, { model, alias, from });
    const previous = await findPreviousVersion(tx, { modelId: model.id, alias, current });
    if (previous === null) {
      if (current === null) throw unknownAlias(name, alias);
      const message = `${alias} of ${name} began with version ${current}, so there is none to roll back to.`;
      throw new AppError("conflict", message, {
        hint: "A move to the version before counts as a step back. Promote the version you want instead.",
      });
    }
    const cause = current === null ? "rolled back" : `rolled back from version ${current}`;
    return await moveAlias(tx, {
      modelId: model.id,
      alias,
      toVersion: previous,
      promote: true,
      reason: reason ?? cause,
      actor: "user",
    });
  });
}
