import { AppError, type SweepPlan, type SweepRequest } from "@rookery/contracts";
import { hasEnded, isLive } from "@rookery/presentation";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { SweepFilter } from "../app/routes.ts";
import { api } from "./api.ts";
import { at, forEver, idleMs, liveMs, mostOffered, type Place } from "./query-parts.ts";

/** What launching would do, or why the server refuses it. */
export type PlanAnswer = { plan: SweepPlan; refusal?: never } | { plan?: never; refusal: Error };

export const sweeps = {
  list: ({ cursor, ...filter }: Place & SweepFilter) =>
    queryOptions({
      queryKey: ["sweeps", { ...filter, cursor }],
      queryFn: ({ signal }) => api.sweeps.list({ limit: 25, ...filter, ...at(cursor) }, { signal }),
      placeholderData: keepPreviousData,
      refetchInterval: ({ state: { data } }) =>
        data?.items.some((sweep) => isLive(sweep.state)) ? liveMs : idleMs,
    }),
  get: (id: string) =>
    queryOptions({
      queryKey: ["sweep", id],
      queryFn: ({ signal }) => api.sweeps.get(id, { signal }),
    }),
  /** About a request as JSON. A refusal is data too, so that it stays until the next answer. */
  plan: (request: string) =>
    queryOptions({
      queryKey: ["plan", request],
      queryFn: ({ signal }) =>
        api.sweeps.plan(JSON.parse(request) as SweepRequest, { signal }).then(
          (plan): PlanAnswer => ({ plan }),
          (refusal: Error): PlanAnswer => {
            signal.throwIfAborted();
            return { refusal };
          },
        ),
      placeholderData: keepPreviousData,
      refetchInterval: ({ state: { data } }) =>
        data?.refusal instanceof AppError && data.refusal.retryable ? liveMs : false,
    }),
  /** The beginning of the keys of all lists. */
  lists: ["sweeps"],
  /** The keys of what is read page by page, see use-listing.ts. */
  runs: (id: string) => ["sweep-runs", id],
  attempts: (id: string) => ["sweep-attempts", id],
  failures: (id: string) => ["sweep-attempts", id, "failures"],
};

export const experiments = {
  list: () =>
    queryOptions({
      queryKey: ["experiments"],
      queryFn: ({ signal }) => api.experiments.list({ limit: mostOffered }, { signal }),
    }),
};

export const runs = {
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
};
