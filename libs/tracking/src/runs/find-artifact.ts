import { AppError, type RunArtifact } from "@rookery/contracts";
import { type Database, schema } from "@rookery/database";
import { and, eq } from "drizzle-orm";

const { artifacts } = schema;

/** Where a run's file lies in the artifact store. */
export async function findArtifact(
  { orm }: Database,
  { runId, path }: { runId: string; path: string },
): Promise<RunArtifact & { storeKey: string }> {
  const [row] = await orm
    .select()
    .from(artifacts)
    .where(and(eq(artifacts.runId, runId), eq(artifacts.path, path)));
  if (!row) throw new AppError("not-found", `Run ${runId} has no artifact ${path}.`);
  return row;
}
