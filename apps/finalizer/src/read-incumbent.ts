import { hash } from "node:crypto";
import type { ArtifactStore } from "@rookery/artifacts";
import { AppError } from "@rookery/contracts";
import type { StoredVersion } from "@rookery/registry";

export type IncumbentFile = { content: string } | { broken: string };

/**
 * The model file an alias stands for. One that is gone, or is not what was
 * registered, never comes back by itself and must not keep the alias.
 */
export async function readIncumbent(
  artifacts: ArtifactStore,
  { storeKey, sha256 }: StoredVersion,
): Promise<IncumbentFile> {
  try {
    const bytes = await artifacts.get(storeKey);
    if (hash("sha256", bytes, "hex") !== sha256) return { broken: "its file was altered." };
    return { content: String(bytes) };
  } catch (error) {
    if (AppError.findIn(error)?.code === "not-found") return { broken: "its file is missing." };
    throw error;
  }
}
