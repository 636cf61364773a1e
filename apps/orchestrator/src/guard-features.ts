import type { SweepSpec, SweepWarning } from "@rookery/contracts";
import type { Database } from "@rookery/database";
import { findLeaks, type StoredDatasetVersion } from "@rookery/datasets";

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
  const { database, dataset, spec, isListed } = input;
  const { target, features } = spec;
  const leaks = await findLeaks({ database, version: dataset, target, features });
  const useless = new Set(
    leaks
      .filter(({ kind }) => kind === "constant" || kind === "id-like")
      .map(({ column }) => column),
  );
  const useful = features.filter((name) => !useless.has(name));
  const leaveOut = !isListed && useful.length > 0;
  return {
    features: leaveOut ? useful : features,
    warnings: leaks.map((leak) => ({ ...leak, leftOut: leaveOut && useless.has(leak.column) })),
  };
}
