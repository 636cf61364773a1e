import { createHash } from "node:crypto";
import type { ArtifactStore } from "@rookery/artifacts";
import { AppError, type ModelFile } from "@rookery/contracts";
import { compilePredictor, decodeModel, type Predictor } from "@rookery/learning";
import type { StoredVersion } from "@rookery/registry";

/** A version ready to predict. */
export interface ServedVersion {
  model: string;
  version: number;
  runId: string | null;
  file: ModelFile;
  predictor: Predictor;
}

/**
 * Reads a version's model file, checks that its bytes are the registered ones
 * and that they fit the schema, and compiles it. Throws `artifact-corrupt`
 * when they do not.
 */
export async function loadVersion(
  artifacts: ArtifactStore,
  { model, version, runId, storeKey, sha256 }: StoredVersion,
): Promise<ServedVersion> {
  const bytes = await artifacts.get(storeKey);
  if (createHash("sha256").update(bytes).digest("hex") !== sha256) {
    throw new AppError("artifact-corrupt", `The file of ${model} version ${version} was altered.`);
  }
  const file = decodeModel(bytes.toString());
  return { model, version, runId, file, predictor: compilePredictor(file) };
}
