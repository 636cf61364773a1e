import {
  DatasetSummary,
  DatasetVersion,
  Model,
  ModelSummary,
  ModelVersion,
  OrphanArtifacts,
  type PredictRequest,
  PredictResponse,
  Promotion,
  pageOf,
  type RetryRequest,
  Run,
  RunSummary,
  type RunsQuery,
  type SetAliasRequest,
  Sweep,
  type SweepEvent,
  SweepPlan,
  type SweepRequest,
  SweepSummary,
  WorkerList,
} from "@rookery/contracts";
import { type ConnectionOptions, createRequester } from "./request.ts";
import { watchSweep } from "./watch-sweep.ts";

export interface PageOptions {
  limit?: number;
  cursor?: string;
}

/** The control plane: datasets, sweeps, runs and models. */
export type Client = ReturnType<typeof createClient>;

/**
 * A typed client of the orchestrator. Every call rejects with an `AppError`
 * that carries the server's code, message, issues and hint.
 */
export function createClient(options: ConnectionOptions) {
  const http = createRequester(options);
  return {
    datasets: {
      /** Uploads a CSV file. The same bytes under the same name answer the version they already have. */
      import(file: Blob, { name, fileName }: { name?: string; fileName: string }) {
        const body = new FormData();
        body.append("file", file, fileName);
        return http.json(DatasetVersion, "/datasets", { method: "POST", query: { name }, body });
      },
      list: (page: PageOptions = {}) =>
        http.json(pageOf(DatasetSummary), "/datasets", { query: { ...page } }),
      get: (name: string) => http.json(DatasetVersion, `/datasets/${encodeURIComponent(name)}`),
    },
    sweeps: {
      /** Checks and counts; writes nothing. */
      plan: (request: SweepRequest) =>
        http.json(SweepPlan, "/sweeps", { method: "POST", query: { dryRun: true }, body: request }),
      launch: (request: SweepRequest) =>
        http.json(Sweep, "/sweeps", { method: "POST", body: request }),
      list: (page: PageOptions = {}) =>
        http.json(pageOf(SweepSummary), "/sweeps", { query: { ...page } }),
      get: (id: string) => http.json(Sweep, `/sweeps/${encodeURIComponent(id)}`),
      runs: (id: string, query: Partial<RunsQuery> = {}) =>
        http.json(pageOf(RunSummary), `/sweeps/${encodeURIComponent(id)}/runs`, {
          query: { ...query },
        }),
      cancel: (id: string) =>
        http.json(Sweep, `/sweeps/${encodeURIComponent(id)}/cancel`, { method: "POST" }),
      /** Nothing of it is trained until it is resumed. */
      pause: (id: string) =>
        http.json(Sweep, `/sweeps/${encodeURIComponent(id)}/pause`, { method: "POST" }),
      resume: (id: string) =>
        http.json(Sweep, `/sweeps/${encodeURIComponent(id)}/resume`, { method: "POST" }),
      /** Queues runs again that ended without success. */
      retry: (id: string, request: RetryRequest = {}) =>
        http.json(Sweep, `/sweeps/${encodeURIComponent(id)}/retry`, {
          method: "POST",
          body: request,
        }),
      watch: (id: string, signal?: AbortSignal): AsyncGenerator<SweepEvent> =>
        watchSweep(http, id, signal),
    },
    runs: {
      get: (id: string) => http.json(Run, `/runs/${encodeURIComponent(id)}`),
      artifact: async (id: string, path: string) =>
        await http.text(`/runs/${encodeURIComponent(id)}/artifacts/${encodePath(path)}`),
    },
    workers: {
      list: () => http.json(WorkerList, "/workers"),
    },
    maintenance: {
      /** Stored files that belong to nothing; `dryRun: false` removes them. */
      orphanArtifacts: ({ dryRun = true }: { dryRun?: boolean } = {}) =>
        http.json(OrphanArtifacts, "/maintenance/artifacts", { method: "POST", query: { dryRun } }),
    },
    models: {
      list: (page: PageOptions = {}) =>
        http.json(pageOf(ModelSummary), "/models", { query: { ...page } }),
      get: (name: string) => http.json(Model, `/models/${encodeURIComponent(name)}`),
      versions: (name: string, page: PageOptions = {}) =>
        http.json(pageOf(ModelVersion), `/models/${encodeURIComponent(name)}/versions`, {
          query: { ...page },
        }),
      version: (name: string, version: number) =>
        http.json(ModelVersion, `/models/${encodeURIComponent(name)}/versions/${version}`),
      /** Promotes or rolls back by hand. */
      setAlias: (name: string, alias: string, request: SetAliasRequest) =>
        http.json(
          Promotion,
          `/models/${encodeURIComponent(name)}/aliases/${encodeURIComponent(alias)}`,
          {
            method: "PUT",
            body: request,
          },
        ),
      promotions: (name: string, page: PageOptions = {}) =>
        http.json(pageOf(Promotion), `/models/${encodeURIComponent(name)}/promotions`, {
          query: { ...page },
        }),
    },
  };
}

function encodePath(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}

/** A typed client of the inference API. */
export type InferenceClient = ReturnType<typeof createInferenceClient>;

export function createInferenceClient(options: ConnectionOptions) {
  const http = createRequester(options);
  return {
    predict: (request: PredictRequest) =>
      http.json(PredictResponse, "/predict", { method: "POST", body: request }),
  };
}
