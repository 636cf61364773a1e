import { exitCodes } from "../exit-codes.ts";
import { printJson } from "../output/print.ts";
import type { Session } from "../session.ts";
import { findFirstFailure } from "./find-failures.ts";
import { findSweepId } from "./find-sweep.ts";
import { type FollowedSweep, followSweep } from "./follow-sweep.ts";
import { printResult } from "./print-sweep.ts";

/** With `--json` the last line of standard output is the last event. */
export async function watchSweep(
  session: Session,
  which: string,
  { top }: { top: number },
): Promise<number> {
  const { client, json } = session;
  const id = await findSweepId(client, which);
  const { spec } = await client.sweeps.get(id);
  const followed = await followSweep(session, id, spec.objective.metric, { events: json });
  if (!json) return await reportSweepEnd(session, followed, top);
  if (followed.interrupted !== "no") return exitCodes.interrupted;
  const { state } = await client.sweeps.get(id);
  return state === "succeeded" ? exitCodes.ok : exitCodes.failed;
}

/** Shows how a watched sweep ended; answers the exit code. */
export async function reportSweepEnd(
  { client, json }: Session,
  { id, interrupted }: FollowedSweep,
  top: number,
): Promise<number> {
  if (interrupted === "left") return exitCodes.interrupted;
  const sweep = await client.sweeps.get(id);
  if (json) {
    printJson(sweep);
  } else {
    const { items } = await client.sweeps.runs(id, { sort: "objective", limit: top });
    printResult(sweep, items, await findFirstFailure(client, sweep));
  }
  if (interrupted === "cancelled") return exitCodes.interrupted;
  return sweep.state === "succeeded" ? exitCodes.ok : exitCodes.failed;
}
