import { type Client, listAll } from "@rookery/client";
import { countFailed, type Run, type RunState, type Sweep } from "@rookery/contracts";
import { readRunErrors } from "@rookery/presentation";

/** The first run of a sweep that failed in any way, or null: it tells why, which a count does not. */
export async function findFirstFailure(client: Client, sweep: Sweep): Promise<Run | null> {
  const state = failedState(sweep.progress);
  if (!state) return null;
  const { items } = await client.sweeps.runs(sweep.id, { state, limit: 1 });
  return items[0] ? await client.runs.get(items[0].id) : null;
}

/** Why runs of a sweep failed, by the run's id. Listings of runs do not say; those of attempts do. */
export async function findRunErrors(
  client: Client,
  { id, progress }: Sweep,
): Promise<Map<string, string>> {
  if (countFailed(progress) === 0) return new Map();
  const query = { failures: true, limit: 1_000 };
  return await readRunErrors(listAll((page) => client.sweeps.attempts(id, { ...page, ...query })));
}

function failedState({ failed, timedOut, lost }: Sweep["progress"]): RunState | null {
  if (failed > 0) return "failed";
  if (timedOut > 0) return "timed-out";
  return lost > 0 ? "lost" : null;
}
