import { type Client, listAll } from "@rookery/client";
import type { RunSummary, Sweep } from "@rookery/contracts";

export type RunErrors = (run: RunSummary) => string | null;

/** Why runs of a sweep failed. Listings of runs do not say; those of attempts do, the failed ones alone. */
export async function findRunErrors(client: Client, { id, progress }: Sweep): Promise<RunErrors> {
  const { failed, timedOut, lost } = progress;
  const counts = { failed, "timed-out": timedOut, lost };
  const found = new Map<string, { number: number; message: string }>();
  for (const [state, count] of Object.entries(counts) as [keyof typeof counts, number][]) {
    if (count === 0) continue;
    const query = { state, limit: 1_000 };
    const attempts = listAll((page) => client.sweeps.attempts(id, { ...page, ...query }));
    for await (const { runId, number, error } of attempts) {
      if (error) found.set(`${runId} ${state}`, { number, message: error.message });
    }
  }
  return (run) => {
    const last = found.get(`${run.id} ${run.state}`);
    return last?.number === run.attempt ? last.message : null;
  };
}
