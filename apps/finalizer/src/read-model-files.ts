import { hash } from "node:crypto";
import type { ArtifactStore } from "@rookery/artifacts";
import { AppError, chooseTrainer, type RunSummary } from "@rookery/contracts";
import { isCommandTrainer } from "@rookery/learning";
import type { StoredVersion } from "@rookery/registry";
import { findArtifact, type SweepRow } from "@rookery/tracking";
import type { Workplace } from "@rookery/workplace";

/**
 * A run's own model file where its trainer is a program, which has fitted it on
 * all training rows; `null` when it wrote none, so that there is nothing to
 * serve. Undefined for trainers whose winner is to be refitted.
 */
export async function readFittedModel(
  { database, artifacts, trainers }: Workplace,
  { sweep, best }: { sweep: SweepRow; best: RunSummary },
): Promise<string | null | undefined> {
  const { trainer } = chooseTrainer(sweep.spec.trainers, best.params);
  if (!isCommandTrainer(trainers.find(trainer))) return undefined;
  try {
    const { storeKey } = await findArtifact(database, { runId: best.id, path: "model.json" });
    return String(await artifacts.get(storeKey));
  } catch (error) {
    if (AppError.findIn(error)?.code === "not-found") return null;
    throw error;
  }
}

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
