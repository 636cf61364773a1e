import { AppError, type Promotion, type SetAliasRequest } from "@rookery/contracts";
import { type Database, schema, withTransaction } from "@rookery/database";
import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import { requireHolder } from "./get-alias.ts";
import { lockModel } from "./lock-model.ts";
import { moveAlias } from "./move-alias.ts";

const { modelVersions } = schema;

/**
 * Promotes by hand: points an alias at a version. A `conflict` when it names
 * another one than the caller takes it to, if `from` says which.
 */
export async function setAlias(
  database: Database,
  request: z.output<typeof SetAliasRequest> & { model: string; alias: string },
): Promise<Promotion> {
  return await withTransaction(database, async (tx) => {
    const model = await lockModel(tx, request.model);
    const [version] = await tx
      .select({ version: modelVersions.version })
      .from(modelVersions)
      .where(and(eq(modelVersions.modelId, model.id), eq(modelVersions.version, request.version)));
    if (!version) {
      throw new AppError("not-found", `Model ${request.model} has no version ${request.version}.`, {
        hint: `GET /models/${request.model} lists its versions.`,
      });
    }
    await requireHolder(tx, { model, alias: request.alias, from: request.from });
    return await moveAlias(tx, model, {
      alias: request.alias,
      toVersion: request.version,
      promote: true,
      reason: request.reason,
      actor: "user",
    });
  });
}
