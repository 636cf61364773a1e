import type { ArtifactStore } from "@rookery/artifacts";
import type { RunArtifact } from "@rookery/contracts";
import type { Claim } from "@rookery/tracking";

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
  files: RunFile[],
): Promise<(RunArtifact & { storeKey: string })[]> {
  return await Promise.all(
    files.map(async ({ path, contentType, content }) => {
      const storeKey = `runs/${runId}/${attempt}/${path}`;
      const { sizeBytes, sha256 } = await artifacts.put(storeKey, Buffer.from(content), {
        contentType,
      });
      return { path, contentType, storeKey, sizeBytes, sha256 };
    }),
  );
}
