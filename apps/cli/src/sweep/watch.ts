import { exitCodes } from "../exit-codes.ts";
import type { Session } from "../session.ts";
import { findSweepId } from "./find-sweep.ts";
import { finishSweep } from "./finish-sweep.ts";
import { followSweep } from "./follow-sweep.ts";

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
  if (!json) return await finishSweep(session, followed, top);
  if (followed.interrupted !== "no") return exitCodes.interrupted;
  const { state } = await client.sweeps.get(id);
  return state === "succeeded" ? exitCodes.ok : exitCodes.failed;
}
