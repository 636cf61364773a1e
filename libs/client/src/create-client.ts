import {
  type CleaningRulesInput,
  type DatasetVersion,
  type EndpointCall,
  type OrchestratorApi,
  orchestratorApi,
  type Reading,
  type RetryRequest,
  type RollBackRequest,
  type SetAliasRequest,
  type StatedSchema,
  type SweepChange,
  type SweepEvent,
  type SweepRequest,
} from "@rookery/contracts";
import { importForm } from "./import-form.ts";
import { readHealth } from "./read-health.ts";
import { type CallOptions, type ConnectionOptions, createRequester } from "./request.ts";
import type { UploadSource } from "./stream-form.ts";
import { verifySha256 } from "./verify-sha256.ts";
import { watchSweep } from "./watch-sweep.ts";

/** What an endpoint takes in its address behind the `?`. */
type QueryOf<Id extends keyof OrchestratorApi> = NonNullable<
  EndpointCall<OrchestratorApi[Id]> extends { query?: infer Query } ? Query : never
>;
export type PageOptions = QueryOf<"listPromotions">;

export interface ImportOptions {
  /** Default: made of the file's name. */
  name?: string | undefined;
  fileName: string;
  /** Kinds of columns, by name. Default: inferred. */
  schema?: StatedSchema | undefined;
  cleaning?: CleaningRulesInput | undefined;
  /** How the file is read, where it does not say so itself. Default: all is found. */
  reading?: Reading | undefined;
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
  const http = createRequester(orchestratorApi, options);
  return {
    datasets: {
      /**
       * Uploads a CSV, JSON lines or Parquet file, or a stream of one. The same bytes
       * under the same name and rules answer the version they already have.
       *
       * @example
       * await client.datasets.import(createReadStream("birds.csv"), { fileName: "birds.csv" });
       */
      import: (file: UploadSource, options: ImportOptions): Promise<DatasetVersion> => {
        const { name, signal } = options;
        return http.json("importDataset", {
          query: { name },
          signal,
          ...importForm(file, options),
        });
      },
      list: (query: QueryOf<"listDatasets"> = {}, call: CallOptions = {}) =>
        http.json("listDatasets", { query, signal: call.signal }),
      /** The newest version. */
      get: (name: string, call: CallOptions = {}) =>
        http.json("getDataset", { params: { name }, signal: call.signal }),
      version: (name: string, version: number, call: CallOptions = {}) =>
        http.json("getDatasetVersion", { params: { name, version }, signal: call.signal }),
      /** Newest first. */
      versions: (name: string, query: PageOptions = {}, call: CallOptions = {}) =>
        http.json("listDatasetVersions", { params: { name }, query, signal: call.signal }),
      /** Processed rows, in the file's order. */
      rows: (
        name: string,
        version: number,
        query: QueryOf<"readDatasetRows"> = {},
        call: CallOptions = {},
      ) => http.json("readDatasetRows", { params: { name, version }, query, signal: call.signal }),
      profile: (
        name: string,
        version: number,
        query: QueryOf<"profileDataset"> = {},
        call: CallOptions = {},
      ) =>
        http.json("profileDataset", {
          params: { name, version },
          query,
          // Computed when it is asked for, from every row.
          timeoutMs: Number.POSITIVE_INFINITY,
          signal: call.signal,
        }),
      /** How version `other` differs from `version`. */
      diff: (name: string, version: number, other: number, call: CallOptions = {}) =>
        http.json("diffDatasetVersions", { params: { name, version, other }, signal: call.signal }),
    },
    sweeps: {
      /** Checks and counts; writes nothing. */
      plan: (body: SweepRequest, call: CallOptions = {}) =>
        http.json("launchSweep", {
          query: { dryRun: true },
          body,
          status: 200,
          signal: call.signal,
        }),
      /** Sent again with the same `idempotencyKey`, it answers the sweep that it made. */
      launch: (body: SweepRequest, { idempotencyKey }: { idempotencyKey?: string } = {}) =>
        http.json("launchSweep", {
          headers: { "idempotency-key": idempotencyKey },
          body,
          status: 201,
        }),
      /** Newest first. */
      list: (query: QueryOf<"listSweeps"> = {}, call: CallOptions = {}) =>
        http.json("listSweeps", { query, signal: call.signal }),
      get: (id: string, call: CallOptions = {}) =>
        http.json("getSweep", { params: { id }, signal: call.signal }),
      runs: (id: string, query: QueryOf<"listRuns"> = {}, call: CallOptions = {}) =>
        http.json("listRuns", { params: { id }, query, signal: call.signal }),
      /** Every attempt at its runs: when, by which worker, how it ended. */
      attempts: (id: string, query: QueryOf<"listAttempts"> = {}, call: CallOptions = {}) =>
        http.json("listAttempts", { params: { id }, query, signal: call.signal }),
      /**
       * Changes what people say of it.
       *
       * @example
       * await client.sweeps.change(id, { tags: { owner: "ann", draft: null } });
       */
      change: (id: string, body: SweepChange) => http.json("changeSweep", { params: { id }, body }),
      cancel: (id: string) => http.json("cancelSweep", { params: { id } }),
      /** Nothing of it is trained until it is resumed. */
      pause: (id: string) => http.json("pauseSweep", { params: { id } }),
      resume: (id: string) => http.json("resumeSweep", { params: { id } }),
      /** Queues runs again that ended without success. */
      retry: (id: string, body: RetryRequest = {}) =>
        http.json("retryRuns", { params: { id }, body }),
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
      list: (query: QueryOf<"listExperiments"> = {}, call: CallOptions = {}) =>
        http.json("listExperiments", { query, signal: call.signal }),
    },
    runs: {
      get: (id: string, call: CallOptions = {}) =>
        http.json("getRun", { params: { id }, signal: call.signal }),
      /** Trains it once more; the answer will stand in its `replays`. */
      replay: (id: string) => http.json("replayRun", { params: { id } }),
      /** An artifact as text, such as `run.log`. */
      artifact: (id: string, path: string, call: CallOptions = {}) =>
        http.text("downloadArtifact", { params: { id, "*": path }, signal: call.signal }),
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
        const { body } = await http.send("downloadArtifact", {
          params: { id, "*": path },
          signal: call.signal,
        });
        return body ?? new Blob([]).stream();
      },
    },
    trainers: {
      /** Trainers with the schemas of their parameters, samplers, and metrics. */
      list: (call: CallOptions = {}) => http.json("listTrainers", call),
    },
    /** Where predictions are made: for `createInferenceClient`, if it can be reached from here. */
    inference: (call: CallOptions = {}) => http.json("findInference", call),
    /** Whether the server and the parts it needs work. */
    health: () => readHealth(http),
    workers: {
      list: (call: CallOptions = {}) => http.json("listWorkers", call),
      /** What all of them together do: attempts ended by minute, jobs by queue. */
      activity: (call: CallOptions = {}) => http.json("readActivity", call),
    },
    maintenance: {
      /** Stored files that belong to nothing; `dryRun: false` removes them. */
      orphanArtifacts: ({ dryRun = true }: { dryRun?: boolean } = {}) =>
        http.json("removeOrphanArtifacts", { query: { dryRun } }),
    },
    models: {
      list: (query: QueryOf<"listModels"> = {}, call: CallOptions = {}) =>
        http.json("listModels", { query, signal: call.signal }),
      get: (name: string, call: CallOptions = {}) =>
        http.json("getModel", { params: { name }, signal: call.signal }),
      versions: (name: string, query: PageOptions = {}, call: CallOptions = {}) =>
        http.json("listModelVersions", { params: { name }, query, signal: call.signal }),
      version: (name: string, version: number, call: CallOptions = {}) =>
        http.json("getModelVersion", { params: { name, version }, signal: call.signal }),
      /**
       * The model file, checked against the hash it was registered with.
       * Throws `artifact-corrupt` when it is not that file.
       *
       * @example
       * await writeFile("penguins.json", await client.models.file("penguins", 3));
       */
      async file(name: string, version: number, call: CallOptions = {}): Promise<Uint8Array> {
        const which = { params: { name, version }, ...call };
        const { sha256 } = await http.json("getModelVersion", which);
        return await verifySha256(await http.bytes("downloadModel", which), sha256);
      },
      /** What an alias names, and what it would name after a roll back. */
      alias: (name: string, alias: string, call: CallOptions = {}) =>
        http.json("getAlias", { params: { name, alias }, signal: call.signal }),
      /**
       * Promotes by hand. With `from` a `conflict` when the alias names another version by now.
       *
       * @example
       * await client.models.setAlias("penguins", "champion", { version: 2, reason: "fewer false Gentoos" });
       */
      setAlias: (name: string, alias: string, body: SetAliasRequest) =>
        http.json("setAlias", { params: { name, alias }, body }),
      /**
       * Moves an alias back to the version before; again, further back.
       *
       * @example
       * await client.models.rollBack("penguins", "champion", { from: 3, reason: "it was a seal" });
       */
      rollBack: (name: string, alias: string, body: RollBackRequest = {}) =>
        http.json("rollBackAlias", { params: { name, alias }, body }),
      promotions: (name: string, query: PageOptions = {}, call: CallOptions = {}) =>
        http.json("listPromotions", { params: { name }, query, signal: call.signal }),
    },
  };
}
