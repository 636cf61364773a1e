import type { StoredVersion } from "@rookery/registry";
import { LRUCache } from "lru-cache";
import { identityOf, type LoadDeps, loadVersion, type ServedVersion } from "./load-version.ts";

const keptVersions = 50;

/**
 * Loaded versions, the last used ones kept. What was loaded never changes; what
 * a number stands for may: a model that is deleted and made again counts from 1.
 */
export interface VersionCache {
  /** What a number stood for at the last `check`, or when it was loaded. */
  get(model: string, version: number): ServedVersion | undefined;
  /** Loads a version once however many ask at the same time; a failure is not kept. */
  load(stored: StoredVersion): Promise<ServedVersion>;
  /** Asks what the known numbers stand for now and forgets those that stand for something else. */
  check(find: (known: StoredVersion[]) => Promise<StoredVersion[]>): Promise<void>;
}

export function createVersionCache(deps: LoadDeps): VersionCache {
  const versions = new LRUCache<string, ServedVersion, StoredVersion>({
    max: keptVersions,
    fetchMethod: (_identity, _stale, { context }) => loadVersion(deps, context),
    // A load that is crowded out still answers those who wait for it.
    ignoreFetchAbort: true,
  });
  const numbers = new LRUCache<string, StoredVersion>({ max: keptVersions });

  return {
    get(model, version) {
      const stored = numbers.get(keyOf(model, version));
      return stored && versions.get(identityOf(stored));
    },
    async load(stored) {
      const served = await versions.forceFetch(identityOf(stored), { context: stored });
      numbers.set(keyOf(stored.model, stored.version), stored);
      return served;
    },
    async check(find) {
      const known = [...numbers.values()];
      const current = new Set((await find(known)).map(identityOf));
      for (const stored of known) {
        const key = keyOf(stored.model, stored.version);
        const isReplaced = numbers.peek(key) !== stored;
        if (!current.has(identityOf(stored)) && !isReplaced) numbers.delete(key);
      }
    },
  };
}

function keyOf(model: string, version: number): string {
  return `${model}@${version}`;
}
