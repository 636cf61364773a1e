import type { ListedArtifact } from "@rookery/artifacts";
import type { OrphanArtifacts } from "@rookery/contracts";
import { findNamedArtifacts } from "@rookery/tracking";
import type { OrchestratorOptions } from "../deps.ts";

type Deps = Pick<OrchestratorOptions, "database" | "artifacts">;

/** Files are stored before their rows are written; nothing is in between for this long. */
const orphanAgeMs = 3_600_000;

const folders = ["runs", "models"];
const batchSize = 1_000;
const shownKeys = 1_000;

/**
 * Files below `runs` and `models` that no row names: what attempts left behind
 * whose worker died, or whose result came too late. Younger ones than
 * `olderThanMs` may be waiting for their rows.
 */
async function* findOrphanArtifacts(
  { database, artifacts }: Deps,
  { olderThanMs }: { olderThanMs: number },
): AsyncGenerator<ListedArtifact[]> {
  const before = Date.now() - olderThanMs;
  let batch: ListedArtifact[] = [];
  async function findOrphans() {
    const checked = batch;
    batch = [];
    const keys = checked.map(({ key }) => key);
    const named = await findNamedArtifacts(database, keys);
    const orphans: ListedArtifact[] = [];
    for (const file of checked) {
      if (!named.has(file.key) && (await isStillOld(file.key))) orphans.push(file);
    }
    return orphans;
  }
  /** The same model fitted again is stored under the same key: it is new, and soon named. */
  async function isStillOld(key: string): Promise<boolean> {
    const head = await artifacts.head(key);
    return head !== null && head.modifiedAt.getTime() < before;
  }
  for (const folder of folders) {
    for await (const file of artifacts.list(folder)) {
      if (file.modifiedAt.getTime() >= before) continue;
      batch.push(file);
      if (batch.length === batchSize) yield await findOrphans();
    }
  }
  if (batch.length > 0) yield await findOrphans();
}

export interface RemovalOptions {
  dryRun: boolean;
  olderThanMs?: number;
  /** Ends it early. */
  signal?: AbortSignal | undefined;
}

/** Removes them, or with `dryRun` only tells of them. */
export async function removeOrphanArtifacts(
  deps: Deps,
  { dryRun, olderThanMs = orphanAgeMs, signal }: RemovalOptions,
): Promise<OrphanArtifacts> {
  const found: OrphanArtifacts = { dryRun, count: 0, sizeBytes: 0, keys: [] };
  for await (const orphans of findOrphanArtifacts(deps, { olderThanMs })) {
    if (signal?.aborted) break;
    const keys = orphans.map(({ key }) => key);
    if (!dryRun) await deps.artifacts.delete(keys);
    found.count += keys.length;
    found.sizeBytes += orphans.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    found.keys.push(...keys.slice(0, shownKeys - found.keys.length));
  }
  return found;
}
