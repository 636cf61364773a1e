import { AppError, type RunArtifact } from "@rookery/contracts";
import { type Database, queryRows, schema } from "@rookery/database";
import { and, eq, inArray, sql } from "drizzle-orm";

const { artifacts, modelVersions } = schema;

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

export interface StoredModel {
  storeKey: string;
  sha256: string;
}

/** Where the model files of these runs lie: their own, or that of a version made of one. */
export async function findModelFiles(
  { orm }: Database,
  runIds: string[],
): Promise<Map<string, StoredModel>> {
  const [versions, own] = await Promise.all([
    orm
      .select({
        runId: modelVersions.runId,
        storeKey: modelVersions.storeKey,
        sha256: modelVersions.sha256,
      })
      .from(modelVersions)
      .where(inArray(modelVersions.runId, runIds)),
    orm
      .select({
        runId: artifacts.runId,
        storeKey: artifacts.storeKey,
        sha256: artifacts.sha256,
      })
      .from(artifacts)
      .where(and(inArray(artifacts.runId, runIds), eq(artifacts.path, "model.json"))),
  ]);
  const files = new Map<string, StoredModel>();
  for (const { runId, storeKey, sha256 } of [...versions, ...own]) {
    if (runId !== null && storeKey !== null && sha256 !== null) {
      files.set(runId, { storeKey, sha256 });
    }
  }
  return files;
}

/**
 * Which of these keys of the artifact store some row names, or a run that goes
 * on now may name soon. A run's files lie under `runs/<run id>/`.
 */
export async function findNamedArtifacts({ orm }: Database, keys: string[]): Promise<Set<string>> {
  const statement = sql`
select candidate.key
  from unnest(${sql.param(keys)}::text[]) as candidate (key)
 where exists (select 1 from rookery.artifacts file
                where file.run_id = split_part(candidate.key, '/', 2)
                  and file.store_key = candidate.key)
    or candidate.key in (select store_key from rookery.model_versions)
    or exists (select 1 from rookery.attempts attempt
                where attempt.run_id = split_part(candidate.key, '/', 2)
                  and attempt.state = 'running')`;
  const rows = await queryRows<{ key: string }>(orm, statement);
  return new Set(rows.map(({ key }) => key));
}
