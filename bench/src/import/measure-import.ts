// A process of its own: imports a table, looks for leaks and profiles it.
import { createReadStream } from "node:fs";
import { createDatabase } from "@rookery/database";
import { findLeaks, importDataset, profileVersion } from "@rookery/datasets";
import { columns } from "./make-rows.ts";
import { watchMemory } from "./peak-memory.ts";

export interface ImportMeasurement {
  datasetVersionId: number;
  rows: number;
  importMs: number;
  beforeMb: number;
  peakMb: number;
  leaksMs: number;
  profileMs: number;
}

export interface ImportTask {
  url: string;
  name: string;
  file: string;
}

const { url, name, file } = JSON.parse(process.argv[2] as string) as ImportTask;
const database = createDatabase({ url, applicationName: "rookery-bench" });
try {
  await database.pool.query("select 1");
  const memory = watchMemory();
  const [{ version }, importMs] = await timed(() =>
    importDataset({ database, name, fileName: file, stream: createReadStream(file) }),
  );
  const peakMb = memory.readMb();
  const target = "churned";
  const features = columns.filter((column) => column !== target);
  const [, leaksMs] = await timed(() => findLeaks({ database, version, target, features }));
  const [, profileMs] = await timed(() => profileVersion({ database, version, target }));
  const measured: ImportMeasurement = {
    datasetVersionId: version.id,
    rows: version.rows,
    ...{ importMs, beforeMb: memory.beforeMb, peakMb, leaksMs, profileMs },
  };
  console.log(JSON.stringify(measured));
} finally {
  await database.close();
}

async function timed<T>(work: () => Promise<T>): Promise<[T, ms: number]> {
  const startedAt = performance.now();
  return [await work(), performance.now() - startedAt];
}
