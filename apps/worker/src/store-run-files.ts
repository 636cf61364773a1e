import { createReadStream } from "node:fs";
import type { ArtifactStore } from "@rookery/artifacts";
import type { RunArtifact } from "@rookery/contracts";
import type { Claim } from "@rookery/tracking";
import type { OutputFile } from "@rookery/training-threads";
import pLimit from "p-limit";

/** A program may leave a thousand files; few are open at the same time. */
const uploads = 8;

export interface RunFile {
  path: string;
  contentType: string;
  content: string;
}

/**
 * Uploads a run's files under keys of their own attempt, so a late attempt can
 * never overwrite what the recorded one stored.
 */
export async function storeRunFiles(
  artifacts: ArtifactStore,
  { runId, attempt }: Claim,
  files: (RunFile | OutputFile)[],
): Promise<(RunArtifact & { storeKey: string })[]> {
  const inTurn = pLimit(uploads);
  return await inTurn.map(files, async (file) => {
    const { path, contentType } = file;
    const storeKey = `runs/${runId}/${attempt}/${path}`;
    const content = "file" in file ? createReadStream(file.file) : Buffer.from(file.content);
    const { sizeBytes, sha256 } = await artifacts.put(storeKey, content, { contentType });
    return { path, contentType, storeKey, sizeBytes, sha256 };
  });
}
