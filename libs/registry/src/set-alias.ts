import { AppError, type Promotion, type SetAliasRequest } from "@rookery/contracts";
import { type Database, schema } from "@rookery/database";
import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import { findModel } from "./find-model.ts";
import { moveAlias } from "./move-alias.ts";
import { requireHolder } from "./require-holder.ts";

const { modelVersions } = schema;

/**
 * Promotes by hand: points an alias at a version. A `conflict` when it names
 * another one than the caller takes it to, if `from` says which.
 */
export async function setAlias(
  database: Database,
  request: z.output<typeof SetAliasRequest> & { model: string; alias: string },
): Promise<Promotion> {
  return await database.orm.transaction(async (tx) => {
    const model = await findModel(tx, request.model, { lock: true });
    const modelId = model.id;
    const [version] = await tx
      .select({ version: modelVersions.version })
      .from(modelVersions)
      .where(and(eq(modelVersions.modelId, modelId), eq(modelVersions.version, request.version)));
    if (!version) {
      throw new AppError("not-found", `Model ${request.model} has no version ${request.version}.`, {
        hint: `GET /models/${request.model} lists its versions.`,
      });
    }
    await requireHolder(tx, { model, alias: request.alias, from: request.from });
    return await moveAlias(tx, {
      modelId,
      alias: request.alias,
      toVersion: request.version,
      promote: true,
      reason: request.reason,
      actor: "user",
    });
  });
}
