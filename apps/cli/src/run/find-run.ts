import { AppError, type Client } from "@rookery/client";
import type { Run } from "@rookery/contracts";
import { findSweepId } from "../sweep/find-sweep.ts";
import { UsageError } from "../usage-error.ts";

/** The run a person means: its id, or its number within a sweep as `latest#3`. */
export async function findRun(client: Client, text: string): Promise<Run> {
  if (/^[0-9a-f]{32}$/.test(text)) return await client.runs.get(text);
  const [, sweep, digits] = /^(.+)#(\d+)$/.exec(text) ?? [];
  if (sweep === undefined) {
    throw new UsageError(
      `${JSON.stringify(text)} is no run: give an id, or SWEEP#NUMBER such as latest#3.`,
    );
  }
  const number = Number(digits);
  const sweepId = await findSweepId(client, sweep);
  const { items } = await client.sweeps.runs(sweepId, { number, limit: 1 });
  if (items[0]) return await client.runs.get(items[0].id);
  throw new AppError("not-found", `The sweep has no run #${number}.`, {
    hint: "`rookery sweep show` lists its runs.",
  });
}
