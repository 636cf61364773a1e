import type { DatasetRows, ModelVersion } from "@rookery/contracts";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api } from "../../api.ts";
import { shortenDate } from "../../format/times.ts";

/** Rows that follow each other are often alike, so the samples are taken far apart. */
const stride = 97;

/** A row of the table a version learned from: texts for its inputs, and what the target really was. */
export function useSampleRow({ dataset, signature }: ModelVersion, at: number) {
  const { data } = useQuery({
    queryKey: ["dataset", dataset?.name, dataset?.version, "sample", at],
    queryFn: () => loadRow(dataset as NonNullable<typeof dataset>, at),
    enabled: dataset !== null,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return useMemo(() => {
    const cells = data?.rows[0];
    if (!data || !cells) return undefined;
    const textOf = (name: string) => String(cells[data.columns.indexOf(name)] ?? "");
    return {
      inputs: signature.inputs.map(({ name, kind }) =>
        kind === "date" ? shortenDate(textOf(name)) : textOf(name),
      ),
      actual: textOf(signature.target),
    };
  }, [data, signature]);
}

async function loadRow(
  { name, version }: NonNullable<ModelVersion["dataset"]>,
  at: number,
): Promise<DatasetRows> {
  const { rows } = await api.datasets.version(name, version);
  return await api.datasets.rows(name, version, { limit: 1, offset: (at * stride) % rows });
}
