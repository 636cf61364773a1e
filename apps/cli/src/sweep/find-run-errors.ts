import { type Client, listAll } from "@rookery/client";
import { countFailed, type Sweep } from "@rookery/contracts";

/** Why runs of a sweep failed, by the run's id. Listings of runs do not say; those of attempts do. */
export async function findRunErrors(
  client: Client,
  { id, progress }: Sweep,
): Promise<Map<string, string>> {
  const messages = new Map<string, string>();
  if (countFailed(progress) === 0) return messages;
  const query = { failures: true, limit: 1_000 };
  const attempts = listAll((page) => client.sweeps.attempts(id, { ...page, ...query }));
  for await (const { runId, error } of attempts) {
    if (error) messages.set(runId, error.message);
  }
  return messages;
}
