import { queries } from "../../server/queries.ts";

/** The columns of a dataset's version as it stands in a field; an empty one: the newest. */
export function tableOptions(dataset: string, version: string) {
  return queries.datasets.get(dataset, version === "" ? undefined : Number(version));
}
