import { AppError, type Client, listAll } from "@rookery/client";
import type { Run } from "@rookery/contracts";
import { findSweepId } from "../sweep/find-sweep.ts";
import { UsageError } from "../usage-error.ts";

const largestPage = 1_000;

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
  const id = await findRunId(client, await findSweepId(client, sweep), number);
  if (id !== undefined) return await client.runs.get(id);
  throw new AppError("not-found", `The sweep has no run #${number}.`, {
    hint: "`rookery sweep show` lists its runs.",
  });
}

/** Runs are numbered from 1 without gaps: read from the nearer end, and no further than the run. */
async function findRunId(
  client: Client,
  sweepId: string,
  number: number,
): Promise<string | undefined> {
  const { total } = (await client.sweeps.get(sweepId)).progress;
  if (number < 1 || number > total) return undefined;
  const [order, distance] =
    number <= total / 2 ? (["asc", number] as const) : (["desc", total - number + 1] as const);
  const query = { order, limit: Math.min(distance, largestPage) };
  const runs = listAll((page) => client.sweeps.runs(sweepId, { ...page, ...query }));
  for await (const run of runs) if (run.number === number) return run.id;
  return undefined;
}
