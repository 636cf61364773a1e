import { AppError } from "@rookery/contracts";
import { createHttpServer, type HttpServer } from "@rookery/runtime";
import { registerBullBoard } from "./bull-board.ts";
import { registerDashboard } from "./dashboard.ts";
import type { OrchestratorDeps } from "./deps.ts";
import { startReconciler } from "./reconciler.ts";
import { refuseNul } from "./refuse-nul.ts";
import { registerDatasetRoutes } from "./routes/datasets.ts";
import { registerExperimentRoutes } from "./routes/experiments.ts";
import { registerJobLinkRoutes } from "./routes/job-links.ts";
import { registerMaintenanceRoutes } from "./routes/maintenance.ts";
import { registerModelRoutes } from "./routes/models.ts";
import { registerPredictRoute } from "./routes/predict.ts";
import { registerRunRoutes } from "./routes/runs.ts";
import { registerSweepAttemptRoutes } from "./routes/sweep-attempts.ts";
import { registerSweepEventRoutes } from "./routes/sweep-events.ts";
import { registerSweepRoutes } from "./routes/sweeps.ts";
import { registerTrainerRoutes } from "./routes/trainers.ts";
import { registerUploadRoute } from "./routes/upload-dataset.ts";
import { registerWorkerRoutes } from "./routes/workers.ts";
import { startTidying } from "./tidy-artifacts.ts";

/**
 * The control plane: datasets, sweeps, runs and models over HTTP, Bull Board,
 * the reconciler and the tidying of artifacts, which stop when the server closes.
 */
export async function createOrchestrator(deps: OrchestratorDeps): Promise<HttpServer> {
  const { database, queues, artifacts, logger, apiKeys = [] } = deps;
  const app = await createHttpServer({
    title: "Rookery orchestrator",
    version: "0.1.0",
    description: "Datasets, sweeps, runs and models.",
    logger,
    apiKeys,
    ready: () => readiness({ database, queue: queues, artifacts }),
  });
  app.addHook("onRequest", refuseNul);
  await registerUploadRoute(app, deps);
  registerDatasetRoutes(app, deps);
  registerSweepRoutes(app, deps);
  registerSweepAttemptRoutes(app, deps);
  registerSweepEventRoutes(app, deps);
  registerExperimentRoutes(app, deps);
  registerRunRoutes(app, deps);
  registerJobLinkRoutes(app, deps);
  registerModelRoutes(app, deps);
  await registerPredictRoute(app, deps);
  registerWorkerRoutes(app, deps);
  registerMaintenanceRoutes(app, deps);
  registerTrainerRoutes(app, deps);
  await registerBullBoard(app, queues);
  await registerDashboard(app);
  for (const { advice, message } of await queues.check()) {
    if (advice === "refuse") throw new AppError("config-invalid", message);
    logger.warn(message);
  }
  const reconciler = startReconciler(deps);
  app.addHook("onClose", () => reconciler.close());
  const tidying = startTidying(deps);
  app.addHook("onClose", () => tidying.close());
  return app;
}

async function readiness(parts: Record<string, { ping(): Promise<void> }>) {
  const states = await Promise.all(
    Object.entries(parts).map(async ([name, part]) => {
      const state = await part.ping().then(
        () => "up",
        () => "cannot be reached",
      );
      return [name, state] as const;
    }),
  );
  return Object.fromEntries(states);
}
