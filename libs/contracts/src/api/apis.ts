import { datasetEndpoints } from "./datasets.ts";
import { modelEndpoints } from "./models.ts";
import { healthEndpoints, maintenanceEndpoints, workerEndpoints } from "./operations.ts";
import { inferenceEndpoints, predictionEndpoints } from "./predictions.ts";
import { runEndpoints } from "./runs.ts";
import { sweepEndpoints } from "./sweeps.ts";

/** Everything that the orchestrator serves. */
export const orchestratorApi = {
  ...datasetEndpoints,
  ...sweepEndpoints,
  ...runEndpoints,
  ...modelEndpoints,
  ...predictionEndpoints,
  ...workerEndpoints,
  ...maintenanceEndpoints,
  ...healthEndpoints,
};
export type OrchestratorApi = typeof orchestratorApi;

/** Everything that the inference API serves. */
export const inferenceApi = { ...inferenceEndpoints, ...healthEndpoints };
export type InferenceApi = typeof inferenceApi;
