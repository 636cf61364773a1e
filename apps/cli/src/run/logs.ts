import { pipeline } from "node:stream/promises";
import { cleanLines } from "../output/clean.ts";
import { printJson } from "../output/print.ts";
import type { Session } from "../session.ts";
import { findRun } from "./find-run.ts";

/** A terminal gets the text made harmless, a file or a pipe the very bytes. */
export async function printLogs(
  { client, json }: Session,
  which: string,
  { artifact }: { artifact: string },
): Promise<void> {
  const { id } = await findRun(client, which);
  if (json)
    return printJson({ runId: id, path: artifact, text: await client.runs.artifact(id, artifact) });
  const stream = await client.runs.openArtifact(id, artifact);
  if (!process.stdout.isTTY) return await pipeline(stream, process.stdout);
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    process.stdout.write(cleanLines(text));
  }
}
