import { queryOptions } from "@tanstack/react-query";
import { hasEnded } from "../runs/run-values.ts";
import { api } from "./api.ts";
import { forEver, liveMs } from "./query-parts.ts";

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
