import { queryOptions } from "@tanstack/react-query";
import { api } from "../../api.ts";

/** The columns of a dataset's version; an empty version: the newest. */
export function tableOptions(dataset: string, version: string) {
  return queryOptions({
    queryKey: ["dataset", dataset, version],
    queryFn: () =>
      version ? api.datasets.version(dataset, Number(version)) : api.datasets.get(dataset),
  });
}
