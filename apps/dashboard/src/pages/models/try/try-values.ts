import type { ModelSignature } from "@rookery/contracts";

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
