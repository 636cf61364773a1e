import { AppError, type Promotion, type RollBackRequest } from "@rookery/contracts";
import { type Database, withTransaction } from "@rookery/database";
import { findPreviousVersion } from "./find-previous-version.ts";
import { requireHolder, unknownAlias } from "./get-alias.ts";
import { lockModel } from "./lock-model.ts";
import { moveAlias } from "./move-alias.ts";

/**
 * Moves an alias back to the version before, see `findPreviousVersion`. A
 * `conflict` when there is none, or when the alias names another version than
 * the caller takes it to.
 */
export async function rollBack(
  database: Database,
  { model: name, alias, from, reason }: RollBackRequest & { model: string; alias: string },
): Promise<Promotion> {
  return await withTransaction(database, async (tx) => {
    const model = await lockModel(tx, name);
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
    return await moveAlias(tx, model, {
      alias,
      toVersion: previous,
      promote: true,
      reason: reason ?? cause,
      actor: "user",
    });
  });
}
