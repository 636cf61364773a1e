import type { Client } from "@rookery/client";
import type { RetryRequest, Sweep } from "@rookery/contracts";
import { plural } from "@rookery/presentation";
import { paint, paintState } from "../output/paint.ts";
import { print, printJson } from "../output/print.ts";
import type { Session } from "../session.ts";
import { findSweepId, shortId } from "./find-sweep.ts";

export const steer = {
  pause: steerBy((client, id) => client.sweeps.pause(id)),
  resume: steerBy((client, id) => client.sweeps.resume(id)),
  cancel: steerBy((client, id) => client.sweeps.cancel(id)),
};

function steerBy(act: (client: Client, id: string) => Promise<Sweep>) {
  return async ({ client, json }: Session, which: string): Promise<void> => {
    show(await act(client, await findSweepId(client, which)), json);
  };
}

export async function retry(
  { client, json }: Session,
  which: string,
  { states }: { states?: RetryRequest["states"] },
): Promise<void> {
  const id = await findSweepId(client, which);
  show(await client.sweeps.retry(id, states ? { states } : {}), json);
}

function show(sweep: Sweep, json: boolean): void {
  if (json) return printJson(sweep);
  const { queued } = sweep.progress;
  const rest = queued > 0 ? `, ${plural(queued, "run")} queued` : "";
  print(
    `${paint.green("✓")} Sweep ${paint.bold(shortId(sweep.id))} is ${paintState(sweep.state)}${rest}`,
  );
}
