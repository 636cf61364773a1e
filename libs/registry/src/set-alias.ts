import { AppError, type Promotion } from "@rookery/contracts";
import { type Database, schema } from "@rookery/database";
import { and, eq } from "drizzle-orm";
import { findModel } from "./find-model.ts";
import { moveAlias } from "./move-alias.ts";

const { modelVersions } = schema;

/** Promotes or rolls back by hand: points an alias at a version, whichever it pointed at before. */
export async function setAlias(
  database: Database,
  request: { model: string; alias: string; version: number; reason: string },
): Promise<Promotion> {
  return await database.orm.transaction(async (tx) => {
    const { id: modelId } = await findModel(tx, request.model);
    const [version] = await tx
      .select({ version: modelVersions.version })
      .from(modelVersions)
      .where(and(eq(modelVersions.modelId, modelId), eq(modelVersions.version, request.version)));
    if (!version) {
      throw new AppError("not-found", `Model ${request.model} has no version ${request.version}.`, {
        hint: `GET /models/${request.model} lists its versions.`,
      });
    }
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
