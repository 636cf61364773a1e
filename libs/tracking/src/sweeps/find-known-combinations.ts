import type { Database } from "@rookery/database";

const statement = `
select distinct run.params_hash as hash
  from rookery.sweeps sweep
  join rookery.runs run on run.sweep_id = sweep.id
 where sweep.setup_hash = $1 and run.state = 'succeeded' and run.params_hash = any($2::text[])`;

/** Which of these combinations have succeeded before in sweeps of the same setup. */
export async function findKnownCombinations(
  { pool }: Database,
  { setupHash, hashes }: { setupHash: string; hashes: string[] },
): Promise<Set<string>> {
  if (hashes.length === 0) return new Set();
  const { rows } = await pool.query<{ hash: string }>(statement, [setupHash, hashes]);
  return new Set(rows.map(({ hash }) => hash));
}
