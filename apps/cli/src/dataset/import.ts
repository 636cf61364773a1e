import { openAsBlob } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { CleaningRules, StatedSchema } from "@rookery/contracts";
import { type ReadingOptions, toReading } from "../commands/reading-options.ts";
import { createByteProgress } from "../output/byte-progress.ts";
import { paint } from "../output/paint.ts";
import { print, printJson } from "../output/print.ts";
import type { Session } from "../session.ts";
import { UsageError } from "../usage-error.ts";
import { describeChanges, describeTokens } from "./describe-column.ts";
import { printVersion } from "./print-version.ts";
import { readRules } from "./read-rules.ts";

export async function importDataset(
  { client, json }: Session,
  file: string,
  options: ReadingOptions & { name?: string; schema?: string; cleaning?: string },
): Promise<void> {
  const schema = await readRules("--schema", options.schema, StatedSchema);
  const cleaning = await readRules("--cleaning", options.cleaning, CleaningRules);
  const { name } = options;
  const reading = toReading(options);
  const blob = await openFile(file);
  const progress = createByteProgress({ total: blob.size, afterwards: "importing" });
  const version = await client.datasets
    .import(blob, {
      name,
      fileName: basename(file),
      schema,
      cleaning,
      reading,
      onProgress: progress.show,
    })
    .finally(progress.stop);
  if (json) return printJson(version);
  print(`${paint.green("✓")} ${paint.bold(`${version.dataset} version ${version.version}`)}`);
  const reports = new Map(version.report.columns.map((report) => [report.name, report]));
  printVersion(version, [
    { title: "READ AS MISSING", describe: (name) => describeTokens(reports.get(name)) },
    { title: "CHANGED", describe: (name) => describeChanges(reports.get(name)) },
    { title: "WHY", describe: (name) => reports.get(name)?.why ?? "" },
  ]);
}

/** A file that is read while it is sent. */
async function openFile(path: string): Promise<Blob> {
  if ((await stat(path)).isFile()) return await openAsBlob(path);
  throw new UsageError(`${path} is no file.`);
}
