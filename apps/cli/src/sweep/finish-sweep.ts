import { exitCodes } from "../exit-codes.ts";
import { printJson } from "../output/print.ts";
import type { Session } from "../session.ts";
import { findFirstFailure } from "./find-failures.ts";
import type { FollowedSweep } from "./follow-sweep.ts";
import { printResult } from "./print-sweep.ts";

/** Shows how a watched sweep ended; answers the exit code. */
export async function finishSweep(
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
