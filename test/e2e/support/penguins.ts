import { openAsBlob } from "node:fs";
import { join } from "node:path";
import type { Client } from "@rookery/client";
import {
  type DatasetVersion,
  isTerminalSweepState,
  type Sweep,
  type SweepEvent,
  type SweepRequest,
} from "@rookery/contracts";

const file = join(import.meta.dirname, "../../../data/penguins_size.csv");

export const gentoo = {
  island: "Biscoe",
  culmen_length_mm: 46.1,
  culmen_depth_mm: 13.2,
  flipper_length_mm: 211,
  body_mass_g: 4500,
  sex: "FEMALE",
};

export async function importPenguins(client: Client): Promise<DatasetVersion> {
  return await client.datasets.import(await openAsBlob(file), {
    name: "penguins",
    fileName: "penguins_size.csv",
  });
}

/** A sweep that trains in the blink of an eye; `request` replaces what a test cares about. */
export function penguinSweep(request: Partial<SweepRequest> = {}): SweepRequest {
  return {
    dataset: "penguins",
    target: "species",
    space: { learningRate: 0.03, steps: { values: [20, 40] } },
    validation: { kind: "k-fold", folds: 3 },
    seed: 7,
    ...request,
  };
}

/** Launches a sweep and watches it to its end; answers it with every event that was sent. */
export async function runSweep(
  client: Client,
  request: SweepRequest,
): Promise<{ sweep: Sweep; events: SweepEvent[] }> {
  const { id } = await client.sweeps.launch(request);
  const events = await watchUntil(client, id, ({ state }) => isTerminalSweepState(state));
  return { sweep: await client.sweeps.get(id), events };
}

/** Watches a sweep by server-sent events until one satisfies `isEnough`. */
export async function watchUntil(
  client: Client,
  sweepId: string,
  isEnough: (event: SweepEvent) => boolean,
): Promise<SweepEvent[]> {
  const events: SweepEvent[] = [];
  for await (const event of client.sweeps.watch(sweepId)) {
    events.push(event);
    if (isEnough(event)) return events;
  }
  throw new Error(
    `The events of sweep ${sweepId} ended early:\n${JSON.stringify(events, null, 2)}`,
  );
}
