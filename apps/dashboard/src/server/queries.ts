import { datasets } from "./dataset-queries.ts";
import { inference, models } from "./model-queries.ts";
import { experiments, runs, sweeps } from "./sweep-queries.ts";
import { trainers, workers } from "./worker-queries.ts";

/**
 * What the pages ask the server for: each thing under one key, and parts of a thing under keys that begin like its own.
 * No key is made anywhere else, but for that of the outage, which is asked for beside all of them.
 */
export const queries = {
  sweeps,
  experiments,
  trainers,
  runs,
  datasets,
  models,
  inference,
  workers,
};
