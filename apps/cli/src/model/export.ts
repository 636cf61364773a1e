import { randomUUID } from "node:crypto";
import { rename, rm, writeFile } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { formatBytes } from "@rookery/presentation";
import { clean } from "../output/clean.ts";
import { paint } from "../output/paint.ts";
import { print, printJson } from "../output/print.ts";
import type { Session } from "../session.ts";
import { findModelVersion } from "./find-model-version.ts";

export async function exportModel(
  { client, json }: Session,
  reference: string,
  { output }: { output?: string },
): Promise<void> {
  const { name, version } = await findModelVersion(client, reference);
  const bytes = await client.models.file(name, version);
  if (output === "-") return await pipeline([bytes], process.stdout);
  const file = output ?? `${name}-v${version}.json`;
  await writeWhole(file, bytes);
  if (json) return printJson({ model: name, version, file, sizeBytes: bytes.length });
  print(
    `${paint.green("✓")} ${paint.bold(clean(`${name} version ${version}`))} in ${file}, ${formatBytes(bytes.length)}, its hash is right`,
  );
}

/** Never half a file under the name. */
async function writeWhole(file: string, bytes: Uint8Array): Promise<void> {
  const draft = `${file}.${randomUUID()}`;
  try {
    await writeFile(draft, bytes, { flag: "wx" });
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
