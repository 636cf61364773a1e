import { AppError, chooseTrainer, type RunSummary } from "@rookery/contracts";
import { isCommandTrainer } from "@rookery/learning";
import { findArtifact, type SweepRow } from "@rookery/tracking";
import type { FinalizerDeps } from "./deps.ts";

/**
 * A run's own model file where its trainer is a program, which has fitted it on
 * all training rows; `null` when it wrote none, so that there is nothing to
 * serve. Undefined for trainers whose winner is to be refitted.
 */
export async function readFittedModel(
  { database, artifacts, trainers }: FinalizerDeps,
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
