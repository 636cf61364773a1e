import type { ModelVersion } from "@rookery/contracts";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { shortenDate } from "../../../format/times.ts";
import { queries } from "../../../server/queries.ts";

/** Rows that follow each other are often alike, so the samples are taken far apart. */
const stride = 97;

/** A row of the table a version learned from: texts for its inputs, and what the target really was. */
export function useSampleRow({ dataset, signature }: ModelVersion, at: number) {
  const { name = "", version = 0 } = dataset ?? {};
  const table = useQuery({ ...queries.datasets.get(name, version), enabled: dataset !== null });
  const total = table.data?.rows ?? 0;
  const offset = (at * stride) % Math.max(total, 1);
  const { data } = useQuery({
    ...queries.datasets.rows(name, version, { offset, limit: 1 }),
    enabled: total > 0,
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
