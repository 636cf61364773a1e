import type { Client } from "@rookery/client";
import type { Run, RunState, Sweep } from "@rookery/contracts";

/** The first run of a sweep that failed in any way, or null: it tells why, which a count does not. */
export async function findFirstFailure(client: Client, sweep: Sweep): Promise<Run | null> {
  const state = failedState(sweep.progress);
  if (!state) return null;
  const { items } = await client.sweeps.runs(sweep.id, { state, limit: 1 });
  return items[0] ? await client.runs.get(items[0].id) : null;
}

function failedState({ failed, timedOut, lost }: Sweep["progress"]): RunState | null {
  if (failed > 0) return "failed";
  if (timedOut > 0) return "timed-out";
  return lost > 0 ? "lost" : null;
}
