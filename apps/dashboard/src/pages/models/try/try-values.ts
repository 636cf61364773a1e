import type { ModelSignature, ModelVersion } from "@rookery/contracts";
import { shortenDate } from "@rookery/presentation";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { queries } from "../../../server/queries.ts";

type Input = ModelSignature["inputs"][number];

/** Texts in the order of the signature's inputs: names may hold dots, which forms read as paths. */
export interface TryValues {
  inputs: string[];
}

/** The row the form stands for. What is blank is missing; the server judges all else. */
export function readRow({ inputs }: ModelSignature, values: TryValues): Record<string, unknown> {
  return Object.fromEntries(
    inputs.map((input, index) => [input.name, readValue(input, values.inputs[index] ?? "")]),
  );
}

function readValue({ kind }: Input, text: string): unknown {
  if (text.trim() === "") return null;
  if (kind === "boolean") return text === "true";
  if (kind !== "number") return text;
  const number = Number(text);
  return Number.isNaN(number) ? text : number;
}

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
