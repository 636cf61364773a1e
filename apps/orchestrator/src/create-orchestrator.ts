import { AppError } from "@rookery/contracts";
import { askParts, createHttpServer, type HttpServer, type Loop } from "@rookery/runtime";
import type { OrchestratorOptions } from "./deps.ts";
import { startHandover } from "./handover/start-handover.ts";
import { registerBullBoard } from "./pages/bull-board.ts";
import { registerDashboard } from "./pages/dashboard.ts";
import { startReconciler } from "./reconcile/reconciler.ts";
import { refuseNul } from "./refuse-nul.ts";
import { serveDatasets } from "./routes/datasets.ts";
import { serveModels } from "./routes/models.ts";
import { serveOperations } from "./routes/operations.ts";
import { forwardPredictions } from "./routes/predictions.ts";
import { serveRuns } from "./routes/runs.ts";
import { serveSweeps } from "./routes/sweeps.ts";
import { startTidying } from "./tidy/tidy-artifacts.ts";

/**
 * The control plane: datasets, sweeps, runs and models over HTTP, Bull Board, and
 * the loops that hand runs to the queue, repair and tidy; they stop when the server
 * closes.
 */
export async function createOrchestrator(options: OrchestratorOptions): Promise<HttpServer> {
  const { database, queues, artifacts, logger, apiKeys = [] } = options;
  for (const { advice, message } of await queues.check()) {
    if (advice === "refuse") throw new AppError("config-invalid", message);
    logger.warn(message);
  }
  /** Those that the platform stands still without. */
  const loops: Record<string, Loop> = {};
  const app = await createHttpServer({
    title: "Rookery orchestrator",
    version: "0.1.0",
    description: "Datasets, sweeps, runs and models.",
    logger,
    apiKeys,
    ready: () => askParts({ database, queue: queues, artifacts, ...loops }),
  });
  app.addHook("onRequest", refuseNul);
  const handover = startHandover(options);
  loops.handover = handover;
  app.addHook("onClose", () => handover.close());
  const deps = { ...options, handover };
  const reconciler = startReconciler(deps);
  loops.reconciler = reconciler;
  app.addHook("onClose", () => reconciler.close());
  const groups = [
    serveDatasets,
    serveSweeps,
    serveRuns,
    serveModels,
    forwardPredictions,
    serveOperations,
  ];
  for (const serve of groups) await serve(app, deps);
  await registerBullBoard(app, queues);
  await registerDashboard(app);
  const tidying = startTidying(deps);
  app.addHook("onClose", () => tidying.close());
  return app;
}
