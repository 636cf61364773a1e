import { queryOptions } from "@tanstack/react-query";
import { api } from "./api.ts";

/** What the workers can train. */
export const trainers = {
  list: () =>
    queryOptions({
      queryKey: ["trainers"],
      queryFn: ({ signal }) => api.trainers.list({ signal }),
    }),
};

export const workers = {
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
};
