import { openAsBlob } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Platform } from "../services/start-platform.ts";
import { datasetName } from "../sweep-request.ts";
import { measureReads, type ReadNumbers } from "./measure-reads.ts";
import { measureSweep, type SweepNumbers } from "./measure-sweep.ts";

const penguins = fileURLToPath(new URL("../../../data/penguins_size.csv", import.meta.url));
const warmUpRuns = 100;

export interface QueueNumbers {
  sweeps: SweepNumbers[];
  reads: ReadNumbers[];
  /** Lines the services logged at warn or above. */
  warnings: string[];
}

export interface QueueOptions {
  sweepSizes: readonly number[];
  threads: number;
  tell: (doing: string) => void;
}

/** Sweeps of every size, then reads about them; leaves the services stopped and the data behind. */
export async function measureQueue(
  platform: Platform,
  { sweepSizes, threads, tell }: QueueOptions,
): Promise<QueueNumbers> {
  const { client, services } = platform;
  const file = await openAsBlob(penguins);
  await client.datasets.import(file, { name: datasetName, fileName: "penguins_size.csv" });
  tell("warming up");
  await measureSweep(platform, { runs: warmUpRuns, keepModels: "all", threads });
  const sweeps: SweepNumbers[] = [];
  for (const keepModels of ["all", "best"] as const) {
    for (const runs of sweepSizes) {
      tell(`${runs} runs, keep ${keepModels}`);
      sweeps.push(await measureSweep(platform, { runs, keepModels, threads }));
    }
  }
  tell("reads");
  const reads = await measureReads(platform);
  for (const service of services.toReversed()) await service.stop();
  return { sweeps, reads, warnings: services.flatMap((service) => service.warnings) };
}
