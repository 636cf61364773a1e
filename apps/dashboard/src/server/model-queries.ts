import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "./api.ts";
import { allPages, at, forEver, idleMs, type Place } from "./query-parts.ts";

export const models = {
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
};

export const inference = {
  /** Where predictions are made. */
  get: () =>
    queryOptions({
      queryKey: ["inference"],
      queryFn: ({ signal }) => api.inference({ signal }),
      ...forEver,
    }),
};
