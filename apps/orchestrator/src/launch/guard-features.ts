import type { SweepSpec, SweepWarning } from "@rookery/contracts";
import type { Database } from "@rookery/database";
import { findLeaks, type Leak, type StoredDatasetVersion } from "@rookery/datasets";
import { LRUCache } from "lru-cache";

/** Versions and targets whose leaks are remembered. */
const rememberedSearches = 100;

export interface GuardFeaturesInput {
  database: Database;
  dataset: StoredDatasetVersion;
  spec: SweepSpec;
  /** Whether the request names its features; then all of them are kept. */
  isListed: boolean;
}

export interface GuardedFeatures {
  features: string[];
  warnings: SweepWarning[];
}

/**
 * Warns of features that identify rows, never change or give the target away.
 * Where nobody asked for them, constants and identifiers are left out: no model
 * learns from them what holds for other rows.
 */
export async function guardFeatures(input: GuardFeaturesInput): Promise<GuardedFeatures> {
  const { features } = input.spec;
  const leaks = await recallLeaks(input);
  const useless = new Set(
    leaks
      .filter(({ kind }) => kind === "constant" || kind === "id-like")
      .map(({ column }) => column),
  );
  const useful = features.filter((name) => !useless.has(name));
  const leaveOut = !input.isListed && useful.length > 0;
  return {
    features: leaveOut ? useful : features,
    warnings: leaks.map((leak) => ({ ...leak, leftOut: leaveOut && useless.has(leak.column) })),
  };
}

type LeakCache = LRUCache<string, Leak[], GuardFeaturesInput>;
const remembered = new WeakMap<Database, LeakCache>();

/**
 * A version never changes, and a look at wide tables takes seconds: people who
 * fill in a form ask for a plan again with every change.
 */
async function recallLeaks(input: GuardFeaturesInput): Promise<Leak[]> {
  const { database, dataset, spec } = input;
  const cache = remembered.get(database) ?? createCache();
  remembered.set(database, cache);
  const key = JSON.stringify([dataset.id, spec.target, spec.features]);
  return await cache.forceFetch(key, { context: input });
}

function createCache(): LeakCache {
  return new LRUCache({
    max: rememberedSearches,
    fetchMethod: (_key, _stale, { context: { database, dataset, spec } }) =>
      findLeaks({ database, version: dataset, target: spec.target, features: spec.features }),
  });
}
