import type { Database } from "@rookery/database";

const statement = `
select candidate.key
  from unnest($1::text[]) as candidate (key)
 where exists (select 1 from rookery.artifacts file
                where file.run_id = split_part(candidate.key, '/', 2)
                  and file.store_key = candidate.key)
    or candidate.key in (select store_key from rookery.model_versions)
    or exists (select 1 from rookery.attempts attempt
                where attempt.run_id = split_part(candidate.key, '/', 2)
                  and attempt.state = 'running')`;

/**
 * Which of these keys of the artifact store some row names, or a run that goes
 * on now may name soon. A run's files lie under `runs/<run id>/`.
 */
export async function findNamedArtifacts({ pool }: Database, keys: string[]): Promise<Set<string>> {
  const { rows } = await pool.query<{ key: string }>(statement, [keys]);
  return new Set(rows.map(({ key }) => key));
}
