import type { ArtifactStore } from "@rookery/artifacts";
import type { StoredVersion } from "@rookery/registry";
import { LRUCache } from "lru-cache";
import { loadVersion, type ServedVersion } from "./load-version.ts";

const keptVersions = 50;

/** Loaded versions, the last used ones kept. Versions never change, so nothing goes stale. */
export interface VersionCache {
  get(model: string, version: number): ServedVersion | undefined;
  /** Loads a version once however many ask at the same time; a failure is not kept. */
  load(stored: StoredVersion): Promise<ServedVersion>;
}

export function createVersionCache(artifacts: ArtifactStore): VersionCache {
  const versions = new LRUCache<string, ServedVersion, StoredVersion>({
    max: keptVersions,
    fetchMethod: (_key, _stale, { context }) => loadVersion(artifacts, context),
    // A load that is crowded out still answers those who wait for it.
    ignoreFetchAbort: true,
  });
  return {
    get: (model, version) => versions.get(keyOf(model, version)),
    load: (stored) => versions.forceFetch(keyOf(stored.model, stored.version), { context: stored }),
  };
}

function keyOf(model: string, version: number): string {
  return `${model}@${version}`;
}
