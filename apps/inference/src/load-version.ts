import { createHash } from "node:crypto";
import type { ArtifactStore } from "@rookery/artifacts";
import { AppError, type ModelFile } from "@rookery/contracts";
import { compilePredictor, decodeModel, type Predictor, type Trainers } from "@rookery/learning";
import type { StoredVersion } from "@rookery/registry";

export interface LoadDeps {
  artifacts: ArtifactStore;
  /** They know how to open the estimator of a file. */
  trainers: Trainers;
}

/** A version ready to predict. */
export interface ServedVersion {
  /** See `identityOf`. */
  identity: string;
  model: string;
  version: number;
  runId: string | null;
  file: ModelFile;
  predictor: Predictor;
}

/** Tells versions apart by their bytes and origin; names and numbers can be given out again. */
export function identityOf({ model, version, runId, storeKey, sha256 }: StoredVersion): string {
  return JSON.stringify([model, version, runId, storeKey, sha256]);
}

/**
 * Reads a version's model file, checks that its bytes are the registered ones
 * and that they fit the schema, and compiles it. Throws `artifact-corrupt`
 * when they do not.
 */
export async function loadVersion(
  { artifacts, trainers }: LoadDeps,
  stored: StoredVersion,
): Promise<ServedVersion> {
  const { model, version, runId, storeKey, sha256 } = stored;
  const bytes = await artifacts.get(storeKey);
  if (createHash("sha256").update(bytes).digest("hex") !== sha256) {
    throw new AppError("artifact-corrupt", `The file of ${model} version ${version} was altered.`);
  }
  const file = decodeModel(bytes.toString(), trainers);
  const identity = identityOf(stored);
  return { identity, model, version, runId, file, predictor: compilePredictor(file, trainers) };
}
