import { createHash } from "node:crypto";
import { canonicalJson, readSetup, type SweepSetup } from "@rookery/contracts";
import { type Database, queryRows } from "@rookery/database";
import { sql } from "drizzle-orm";

interface Setup extends SweepSetup {
  datasetVersionId: number;
}

/**
 * SHA-256 (hex) of all that decides how a combination fares, besides trainer and
 * parameters. Runs of sweeps with the same hash can be compared, and need no
 * repetition.
 */
export function setupHash(setup: Setup): string {
  const decisive = { datasetVersionId: setup.datasetVersionId, ...readSetup(setup) };
  return createHash("sha256").update(canonicalJson(decisive)).digest("hex");
}

/** Which of these combinations have succeeded before in sweeps of the same setup. */
export async function findKnownCombinations(
  { orm }: Database,
  { setupHash, hashes }: { setupHash: string; hashes: string[] },
): Promise<Set<string>> {
  if (hashes.length === 0) return new Set();
  const statement = sql`
select distinct run.params_hash as hash
  from rookery.sweeps sweep
  join rookery.runs run on run.sweep_id = sweep.id
 where sweep.setup_hash = ${setupHash} and run.state = 'succeeded'
   and run.params_hash = any(${sql.param(hashes)}::text[])`;
  const rows = await queryRows<{ hash: string }>(orm, statement);
  return new Set(rows.map(({ hash }) => hash));
}
