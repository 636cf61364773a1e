import type { Page } from "@rookery/contracts";
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { SweepFilter } from "../app/routes.ts";
import { hasEnded } from "../runs/run-values.ts";
import { isLive } from "../runs/sweep-progress.ts";
import { api } from "./api.ts";

/** For what goes on by itself. */
const liveMs = 2_000;
/** For what somebody else may change. Hidden pages ask for nothing. */
const idleMs = 15_000;
/** Names in a menu. */
const mostOffered = 1_000;
const forEver = { staleTime: Number.POSITIVE_INFINITY };

interface Place {
  cursor?: string | undefined;
}

/**
 * What the pages ask the server for: each thing under one key, and parts of a
 * thing under keys that begin like its own.
 */
export const queries = {
  sweeps: {
    list: ({ cursor, ...filter }: Place & SweepFilter) =>
      queryOptions({
        queryKey: ["sweeps", { ...filter, cursor }],
        queryFn: ({ signal }) =>
          api.sweeps.list({ limit: 25, ...filter, ...at(cursor) }, { signal }),
        placeholderData: keepPreviousData,
        refetchInterval: ({ state: { data } }) =>
          data?.items.some((sweep) => isLive(sweep.state)) ? liveMs : idleMs,
      }),
    get: (id: string) =>
      queryOptions({
        queryKey: ["sweep", id],
        queryFn: ({ signal }) => api.sweeps.get(id, { signal }),
      }),
    /** The beginning of the keys of all lists. */
    lists: ["sweeps"],
    /** The keys of what is read page by page, see use-listing.ts. */
    runs: (id: string) => ["sweep-runs", id],
    attempts: (id: string) => ["sweep-attempts", id],
    failures: (id: string) => ["sweep-attempts", id, "failures"],
  },
  experiments: {
    list: () =>
      queryOptions({
        queryKey: ["experiments"],
        queryFn: ({ signal }) => api.experiments.list({ limit: mostOffered }, { signal }),
      }),
  },
  trainers: {
    list: () =>
      queryOptions({
        queryKey: ["trainers"],
        queryFn: ({ signal }) => api.trainers.list({ signal }),
      }),
  },
  runs: {
    get: (id: string) =>
      queryOptions({
        queryKey: ["run", id],
        queryFn: ({ signal }) => api.runs.get(id, { signal }),
        refetchInterval: ({ state: { data } }) => (data && !hasEnded(data) ? liveMs : false),
      }),
    /** The same run may store another file of the name when it is retried. */
    artifact: (id: string, file: { path: string; sha256: string }) =>
      queryOptions({
        queryKey: ["artifact", id, file.path, file.sha256],
        queryFn: ({ signal }) => api.runs.artifact(id, file.path, { signal }),
        ...forEver,
      }),
  },
  datasets: {
    /** The beginning of the keys of all lists. */
    lists: ["datasets"],
    list: ({ cursor }: Place) =>
      queryOptions({
        queryKey: ["datasets", { cursor }],
        queryFn: ({ signal }) => api.datasets.list({ limit: 50, ...at(cursor) }, { signal }),
        placeholderData: keepPreviousData,
        refetchInterval: idleMs,
      }),
    /** To choose one of. */
    names: () =>
      queryOptions({
        queryKey: ["datasets", "names"],
        queryFn: ({ signal }) => api.datasets.list({ limit: mostOffered }, { signal }),
      }),
    /** The newest version, which may be followed by another, or the one of a number, which never changes. */
    get: (name: string, version: number | undefined) =>
      queryOptions({
        queryKey: ["dataset", name, version ?? "newest"],
        queryFn: ({ signal }) =>
          version === undefined
            ? api.datasets.get(name, { signal })
            : api.datasets.version(name, version, { signal }),
        ...(version === undefined ? { refetchInterval: idleMs } : forEver),
      }),
    versions: (name: string) =>
      allPages(["dataset", name, "versions"], (page, call) =>
        api.datasets.versions(name, { limit: 20, ...page }, call),
      ),
    profile: (name: string, version: number, target: string | undefined) =>
      queryOptions({
        queryKey: ["dataset", name, version, "profile", target],
        queryFn: ({ signal }) =>
          api.datasets.profile(name, version, target ? { target } : {}, { signal }),
        placeholderData: keepPreviousData,
        ...forEver,
      }),
    rows: (name: string, version: number, page: { offset: number; limit: number }) =>
      queryOptions({
        queryKey: ["dataset", name, version, "rows", page],
        queryFn: ({ signal }) => api.datasets.rows(name, version, page, { signal }),
        placeholderData: keepPreviousData,
        ...forEver,
      }),
    diff: (name: string, from: number, to: number) =>
      queryOptions({
        queryKey: ["dataset", name, from, "diff", to],
        queryFn: ({ signal }) => api.datasets.diff(name, from, to, { signal }),
        ...forEver,
      }),
  },
  models: {
    /** The beginning of the keys of all lists. */
    lists: ["models"],
    list: ({ cursor }: Place) =>
      queryOptions({
        queryKey: ["models", { cursor }],
        queryFn: ({ signal }) => api.models.list({ limit: 50, ...at(cursor) }, { signal }),
        placeholderData: keepPreviousData,
        refetchInterval: idleMs,
      }),
    get: (name: string) =>
      queryOptions({
        queryKey: ["model", name],
        queryFn: ({ signal }) => api.models.get(name, { signal }),
        refetchInterval: idleMs,
      }),
    /** Its file never changes, its aliases do. */
    version: (name: string, version: number) =>
      queryOptions({
        queryKey: ["model", name, "version", version],
        queryFn: ({ signal }) => api.models.version(name, version, { signal }),
        refetchInterval: idleMs,
      }),
    alias: (name: string, alias: string) =>
      queryOptions({
        queryKey: ["model", name, "alias", alias],
        queryFn: ({ signal }) => api.models.alias(name, alias, { signal }),
        refetchInterval: idleMs,
      }),
    versions: (name: string) =>
      allPages(["model", name, "versions"], (page, call) =>
        api.models.versions(name, { limit: 20, ...page }, call),
      ),
    /** Newest first. */
    promotions: (name: string) =>
      allPages(["model", name, "promotions"], (page, call) =>
        api.models.promotions(name, { limit: 100, ...page }, call),
      ),
  },
  inference: {
    /** Where predictions are made. */
    get: () =>
      queryOptions({
        queryKey: ["inference"],
        queryFn: ({ signal }) => api.inference({ signal }),
        ...forEver,
      }),
  },
  workers: {
    list: () =>
      queryOptions({
        queryKey: ["workers"],
        queryFn: ({ signal }) => api.workers.list({ signal }),
        refetchInterval: 3_000,
      }),
    activity: () =>
      queryOptions({
        queryKey: ["activity"],
        queryFn: ({ signal }) => api.workers.activity({ signal }),
        refetchInterval: 3_000,
      }),
  },
};

/** The items of a listing from its first page on, as far as it was asked for. */
function allPages<T>(
  queryKey: string[],
  read: (page: { cursor?: string }, call: { signal: AbortSignal }) => Promise<Page<T>>,
) {
  return infiniteQueryOptions({
    queryKey,
    queryFn: ({ pageParam, signal }) => read(at(pageParam), { signal }),
    initialPageParam: "",
    getNextPageParam: ({ nextCursor }: Page<T>) => nextCursor,
    select: ({ pages }) => pages.flatMap(({ items }) => items),
    refetchInterval: idleMs,
  });
}

function at(cursor: string | undefined): { cursor?: string } {
  return cursor ? { cursor } : {};
}
