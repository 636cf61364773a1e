import {
  AppError,
  canonicalJson,
  type ModelFile,
  type RunReplay,
  type RunSummary,
} from "@rookery/contracts";
import { decodeModel } from "@rookery/learning";
import { findModelFiles, listReplays, type StoredModel } from "@rookery/tracking";
import type { OrchestratorDeps } from "./deps.ts";

type StoredModelDeps = Pick<OrchestratorDeps, "artifacts" | "trainers">;

/**
 * A run's replays, each compared with it: metrics exactly, models in all but
 * their environment. One after the other, as models may be large.
 */
export async function compareReplays(
  { database, ...stored }: StoredModelDeps & Pick<OrchestratorDeps, "database">,
  run: Pick<RunSummary, "id" | "metrics">,
): Promise<RunReplay[]> {
  const replays = await listReplays(database, run.id);
  if (replays.length === 0) return [];
  const files = await findModelFiles(database, [run.id, ...replays.map(({ id }) => id)]);
  const compared: RunReplay[] = [];
  for (const replay of replays) {
    const shared = { runId: replay.id, sweepId: replay.sweepId ?? "", state: replay.state };
    if (replay.state !== "succeeded") {
      compared.push({ ...shared, same: null, differences: [], model: null, environment: [] });
      continue;
    }
    const differences = compareMetrics(run.metrics, replay.metrics);
    const models = await compareModels(stored, files.get(run.id), files.get(replay.id));
    const same = differences.length === 0 && models.model !== "different";
    compared.push({ ...shared, same, differences, ...models });
  }
  return compared;
}

/** Most replays give the same bytes, which nobody has to read. */
async function compareModels(
  deps: StoredModelDeps,
  before: StoredModel | undefined,
  after: StoredModel | undefined,
): Promise<Pick<RunReplay, "model" | "environment">> {
  if (!before || !after) return { model: "not-kept", environment: [] };
  if (before.sha256 === after.sha256) return { model: "same", environment: [] };
  const [then, now] = await Promise.all([
    readModel(deps, before.storeKey),
    readModel(deps, after.storeKey),
  ]);
  if (!then || !now) return { model: "not-kept", environment: [] };
  const content = ({ environment: _, ...model }: ModelFile) => canonicalJson(model);
  return {
    model: content(then) === content(now) ? "same" : "different",
    environment: compareEnvironments(then, now),
  };
}

/** `null` for a file that is gone, or is none any more. */
async function readModel(
  { artifacts, trainers }: StoredModelDeps,
  storeKey: string,
): Promise<ModelFile | null> {
  try {
    return decodeModel(String(await artifacts.get(storeKey)), trainers);
  } catch (error) {
    const code = AppError.findIn(error)?.code;
    if (code === "not-found" || code === "artifact-corrupt") return null;
    throw error;
  }
}

function compareMetrics(
  before: RunSummary["metrics"],
  after: RunSummary["metrics"],
): RunReplay["differences"] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names]
    .filter((metric) => before[metric] !== after[metric])
    .map((metric) => ({
      metric,
      before: before[metric] ?? null,
      after: after[metric] ?? null,
    }));
}

function compareEnvironments(before: ModelFile, after: ModelFile): RunReplay["environment"] {
  const [then, now] = [versionsOf(before), versionsOf(after)];
  const names = new Set([...Object.keys(then), ...Object.keys(now)]);
  return [...names]
    .filter((name) => then[name] !== now[name])
    .map((name) => ({ name, before: then[name] ?? null, after: now[name] ?? null }));
}

function versionsOf({ environment }: ModelFile): Record<string, string> {
  if (!environment) return {};
  const { libraries, ...own } = environment;
  return { ...own, ...libraries };
}
