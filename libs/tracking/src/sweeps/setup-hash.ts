import { createHash } from "node:crypto";
import { canonicalJson, type SweepSpec } from "@rookery/contracts";

interface Setup
  extends Pick<SweepSpec, "target" | "features" | "validation" | "testFraction" | "seed"> {
  datasetVersionId: number;
}

/**
 * SHA-256 (hex) of all that decides how a combination fares, besides trainer and
 * parameters. Runs of sweeps with the same hash can be compared, and need no
 * repetition.
 */
export function setupHash(setup: Setup): string {
  const { datasetVersionId, target, features, validation, testFraction, seed } = setup;
  const decisive = { datasetVersionId, target, features, validation, testFraction, seed };
  return createHash("sha256").update(canonicalJson(decisive)).digest("hex");
}
