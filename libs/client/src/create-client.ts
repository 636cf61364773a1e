import {
  Activity,
  Alias,
  type CleaningRulesInput,
  DatasetDiff,
  DatasetProfile,
  DatasetRows,
  DatasetSummary,
  DatasetVersion,
  Experiment,
  InferenceAddress,
  Model,
  ModelSummary,
  ModelVersion,
  type NamedPageQuery,
  OrphanArtifacts,
  Promotion,
  pageOf,
  ReplayLaunch,
  type RetryRequest,
  type RollBackRequest,
  type RowsQuery,
  Run,
  RunSummary,
  type RunsQuery,
  type SetAliasRequest,
  type StatedSchema,
  Sweep,
  SweepAttempt,
  type SweepAttemptsQuery,
  type SweepChange,
  type SweepEvent,
  SweepPlan,
  type SweepRequest,
  SweepSummary,
  type SweepsQuery,
  TrainerList,
  WorkerList,
} from "@rookery/contracts";
import { importForm } from "./import-form.ts";
import { readHealth } from "./read-health.ts";
import {
  type CallOptions,
  type ConnectionOptions,
  createRequester,
  type RequestOptions,
} from "./request.ts";
import type { UploadSource } from "./stream-form.ts";
import { verifySha256 } from "./verify-sha256.ts";
import { watchSweep } from "./watch-sweep.ts";

export interface PageOptions {
  limit?: number;
  cursor?: string;
}

export interface ImportOptions {
  /** Default: made of the file's name. */
  name?: string | undefined;
  fileName: string;
  /** Kinds of columns, by name. Default: inferred. */
  schema?: StatedSchema | undefined;
  cleaning?: CleaningRulesInput | undefined;
  /** Hears how many bytes of the file were sent. Browsers cannot tell, and refuse. */
  onProgress?: (sentBytes: number) => void;
  signal?: AbortSignal | undefined;
}
/** The control plane: datasets, sweeps, runs and models. */
export type Client = ReturnType<typeof createClient>;

/**
 * A typed client of the orchestrator. Every call rejects with an `AppError`
 * that carries the server's code, message, issues and hint; `unavailable` says
 * that nobody answered, or not in time. Listings come in pages: `listAll` goes
 * through them. Whatever reads takes a `signal` last, to give it up.
 *
 * @example
 * const client = createClient({ url: "http://127.0.0.1:7100" });
 * await client.datasets.import(await openAsBlob("birds.csv"), { fileName: "birds.csv" });
 * const { id } = await client.sweeps.launch({ dataset: "birds", target: "species", space: { steps: { values: [50, 100] } } });
 * for await (const { progress, best } of client.sweeps.watch(id)) console.log(progress, best?.metrics);
 * const { outcome } = await client.sweeps.get(id);
 */
export function createClient(options: ConnectionOptions) {
  const http = createRequester(options);
  return {
    datasets: {
      /**
       * Uploads a CSV, JSON lines or Parquet file, or a stream of one. The same bytes
       * under the same name and rules answer the version they already have.
       *
       * @example
       * await client.datasets.import(createReadStream("birds.csv"), { fileName: "birds.csv" });
       */
      import(file: UploadSource, options: ImportOptions) {
        const { name, signal } = options;
        const request: RequestOptions = { method: "POST", query: { name }, signal };
        return http.json(DatasetVersion, "/datasets", { ...request, ...importForm(file, options) });
      },
      list: (query: Partial<NamedPageQuery> = {}, call: CallOptions = {}) =>
        http.json(pageOf(DatasetSummary), "/datasets", {
          query: { ...query },
          signal: call.signal,
        }),
      /** The newest version. */
      get: (name: string, call: CallOptions = {}) =>
        http.json(DatasetVersion, `/datasets/${encodeURIComponent(name)}`, call),
      version: (name: string, version: number, call: CallOptions = {}) =>
        http.json(DatasetVersion, versionPath(name, version), call),
      /** Newest first. */
      versions: (name: string, page: PageOptions = {}, call: CallOptions = {}) =>
        http.json(pageOf(DatasetVersion), `/datasets/${encodeURIComponent(name)}/versions`, {
          query: { ...page },
          signal: call.signal,
        }),
      /** Processed rows, in the file's order. */
      rows: (
        name: string,
        version: number,
        query: Partial<RowsQuery> = {},
        call: CallOptions = {},
      ) =>
        http.json(DatasetRows, `${versionPath(name, version)}/rows`, {
          query: { ...query },
          signal: call.signal,
        }),
      profile: (
        name: string,
        version: number,
        { target }: { target?: string } = {},
        call: CallOptions = {},
      ) =>
        http.json(DatasetProfile, `${versionPath(name, version)}/profile`, {
          query: { target },
          // Computed when it is asked for, from every row.
          timeoutMs: Number.POSITIVE_INFINITY,
          signal: call.signal,
        }),
      /** How version `other` differs from `version`. */
      diff: (name: string, version: number, other: number, call: CallOptions = {}) =>
        http.json(DatasetDiff, `${versionPath(name, version)}/diff/${other}`, call),
    },
    sweeps: {
      /** Checks and counts; writes nothing. */
      plan: (request: SweepRequest, call: CallOptions = {}) =>
        http.json(SweepPlan, "/sweeps", {
          method: "POST",
          query: { dryRun: true },
          body: request,
          signal: call.signal,
        }),
      /** Sent again with the same `idempotencyKey`, it answers the sweep that it made. */
      launch: (request: SweepRequest, { idempotencyKey }: { idempotencyKey?: string } = {}) =>
        http.json(Sweep, "/sweeps", {
          method: "POST",
          body: request,
          ...(idempotencyKey !== undefined && { headers: { "idempotency-key": idempotencyKey } }),
        }),
      /** Newest first. */
      list: (query: Partial<SweepsQuery> = {}, call: CallOptions = {}) =>
        http.json(pageOf(SweepSummary), "/sweeps", { query: { ...query }, signal: call.signal }),
      get: (id: string, call: CallOptions = {}) =>
        http.json(Sweep, `/sweeps/${encodeURIComponent(id)}`, call),
      runs: (id: string, query: Partial<RunsQuery> = {}, call: CallOptions = {}) =>
        http.json(pageOf(RunSummary), `/sweeps/${encodeURIComponent(id)}/runs`, {
          query: { ...query },
          signal: call.signal,
        }),
      /** Every attempt at its runs: when, by which worker, how it ended. */
      attempts: (id: string, query: Partial<SweepAttemptsQuery> = {}, call: CallOptions = {}) =>
        http.json(pageOf(SweepAttempt), `/sweeps/${encodeURIComponent(id)}/attempts`, {
          query: { ...query },
          signal: call.signal,
        }),
      /**
       * Changes what people say of it.
       *
       * @example
       * await client.sweeps.change(id, { tags: { owner: "ann", draft: null } });
       */
      change: (id: string, change: SweepChange) =>
        http.json(Sweep, `/sweeps/${encodeURIComponent(id)}`, { method: "PATCH", body: change }),
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
      /**
       * Its progress as it happens, until it has ended.
       *
       * @example
       * for await (const { state, progress } of client.sweeps.watch(id)) console.log(state, progress);
       */
      watch: (id: string, signal?: AbortSignal): AsyncGenerator<SweepEvent> =>
        watchSweep(http, id, signal),
    },
    experiments: {
      /** Those that have sweeps, by name. */
      list: (query: Partial<NamedPageQuery> = {}, call: CallOptions = {}) =>
        http.json(pageOf(Experiment), "/experiments", { query: { ...query }, signal: call.signal }),
    },
    runs: {
      get: (id: string, call: CallOptions = {}) =>
        http.json(Run, `/runs/${encodeURIComponent(id)}`, call),
      /** Trains it once more; the answer will stand in its `replays`. */
      replay: (id: string) =>
        http.json(ReplayLaunch, `/runs/${encodeURIComponent(id)}/replay`, { method: "POST" }),
      /** An artifact as text, such as `run.log`. */
      artifact: (id: string, path: string, call: CallOptions = {}) =>
        http.text(artifactPath(id, path), call),
      /**
       * An artifact as a stream, for files of any size.
       *
       * @example
       * await pipeline(await client.runs.openArtifact(id, "model.json"), createWriteStream("model.json"));
       */
      async openArtifact(
        id: string,
        path: string,
        call: CallOptions = {},
      ): Promise<ReadableStream<Uint8Array>> {
        const { body } = await http.send(artifactPath(id, path), call);
        return body ?? new Blob([]).stream();
      },
    },
    trainers: {
      /** Trainers with the schemas of their parameters, samplers, and metrics. */
      list: (call: CallOptions = {}) => http.json(TrainerList, "/trainers", call),
    },
    /** Where predictions are made: for `createInferenceClient`, if it can be reached from here. */
    inference: (call: CallOptions = {}) => http.json(InferenceAddress, "/inference", call),
    /** Whether the server and the parts it needs work. */
    health: () => readHealth(http),
    workers: {
      list: (call: CallOptions = {}) => http.json(WorkerList, "/workers", call),
      /** What all of them together do: attempts ended by minute, jobs by queue. */
      activity: (call: CallOptions = {}) => http.json(Activity, "/activity", call),
    },
    maintenance: {
      /** Stored files that belong to nothing; `dryRun: false` removes them. */
      orphanArtifacts: ({ dryRun = true }: { dryRun?: boolean } = {}) =>
        http.json(OrphanArtifacts, "/maintenance/artifacts", { method: "POST", query: { dryRun } }),
    },
    models: {
      list: (query: Partial<NamedPageQuery> = {}, call: CallOptions = {}) =>
        http.json(pageOf(ModelSummary), "/models", { query: { ...query }, signal: call.signal }),
      get: (name: string, call: CallOptions = {}) =>
        http.json(Model, `/models/${encodeURIComponent(name)}`, call),
      versions: (name: string, page: PageOptions = {}, call: CallOptions = {}) =>
        http.json(pageOf(ModelVersion), `/models/${encodeURIComponent(name)}/versions`, {
          query: { ...page },
          signal: call.signal,
        }),
      version: (name: string, version: number, call: CallOptions = {}) =>
        http.json(ModelVersion, `/models/${encodeURIComponent(name)}/versions/${version}`, call),
      /**
       * The model file, checked against the hash it was registered with.
       * Throws `artifact-corrupt` when it is not that file.
       *
       * @example
       * await writeFile("penguins.json", await client.models.file("penguins", 3));
       */
      async file(name: string, version: number, call: CallOptions = {}): Promise<Uint8Array> {
        const address = `/models/${encodeURIComponent(name)}/versions/${version}`;
        const { sha256 } = await http.json(ModelVersion, address, call);
        return await verifySha256(await http.bytes(`${address}/file`, call), sha256);
      },
      /** What an alias names, and what it would name after a roll back. */
      alias: (name: string, alias: string, call: CallOptions = {}) =>
        http.json(Alias, aliasPath(name, alias), call),
      /**
       * Promotes by hand. With `from` a `conflict` when the alias names another version by now.
       *
       * @example
       * await client.models.setAlias("penguins", "champion", { version: 2, reason: "fewer false Gentoos" });
       */
      setAlias: (name: string, alias: string, request: SetAliasRequest) =>
        http.json(Promotion, aliasPath(name, alias), { method: "PUT", body: request }),
      /**
       * Moves an alias back to the version before; again, further back.
       *
       * @example
       * await client.models.rollBack("penguins", "champion", { from: 3, reason: "it was a seal" });
       */
      rollBack: (name: string, alias: string, request: RollBackRequest = {}) =>
        http.json(Promotion, `${aliasPath(name, alias)}/rollback`, {
          method: "POST",
          body: request,
        }),
      promotions: (name: string, page: PageOptions = {}, call: CallOptions = {}) =>
        http.json(pageOf(Promotion), `/models/${encodeURIComponent(name)}/promotions`, {
          query: { ...page },
          signal: call.signal,
        }),
    },
  };
}

function versionPath(dataset: string, version: number): string {
  return `/datasets/${encodeURIComponent(dataset)}/versions/${version}`;
}

function aliasPath(model: string, alias: string): string {
  return `/models/${encodeURIComponent(model)}/aliases/${encodeURIComponent(alias)}`;
}

function artifactPath(id: string, path: string): string {
  return `/runs/${encodeURIComponent(id)}/artifacts/${encodePath(path)}`;
}

function encodePath(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}
