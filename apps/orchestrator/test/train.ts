import type { Sweep, SweepRequest } from "@rookery/contracts";
import { loadTable } from "@rookery/datasets";
import { startFinalizer } from "@rookery/finalizer";
import { createTableCache, createTrainingPool } from "@rookery/training-threads";
import { startWorker } from "@rookery/worker";
import { expect, vi } from "vitest";
import type { RunningOrchestrator } from "./use-orchestrator.ts";

/** A worker with one thread and a finalizer; they stop with the services. */
export async function startTraining(running: RunningOrchestrator): Promise<void> {
  const { database, lifecycle } = running;
  const pool = createTrainingPool({ threads: 1, trainers: running.trainers });
  lifecycle.onClose("pool", () => pool.close());
  const tables = createTableCache({
    load: (datasetVersionId, columns) => loadTable({ database, datasetVersionId, columns }),
  });
  const finalizer = await startFinalizer({ ...running, pool, tables });
  lifecycle.onClose("finalizer", () => finalizer.close());
  const worker = await startWorker({ ...running, pool, tables, threads: 1 });
  lifecycle.onClose("worker", () => worker.close());
}

export async function launchSweep(
  { app }: RunningOrchestrator,
  request: SweepRequest,
): Promise<Sweep> {
  const answer = await app.inject({ method: "POST", url: "/sweeps", payload: request });
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json();
}

/** Launches a sweep and waits until it has succeeded. */
export async function runSweepToEnd(
  running: RunningOrchestrator,
  request: SweepRequest,
): Promise<Sweep> {
  const { id } = await launchSweep(running, request);
  return await vi.waitFor(
    async () => {
      const sweep: Sweep = (await running.app.inject(`/sweeps/${id}`)).json();
      expect(sweep.state).toBe("succeeded");
      return sweep;
    },
    { timeout: 150_000 },
  );
}

export const penguinSweep: SweepRequest = {
  dataset: "penguins",
  target: "species",
  space: { learningRate: { values: [0.01, 0.001, 1000] }, steps: { values: [40, 80] } },
  promotion: { rule: "always" },
};
