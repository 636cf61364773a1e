import type { ModelSignature } from "@rookery/contracts";

type Input = ModelSignature["inputs"][number];

/** `seen in training, told apart`: what the model knows of missing values of an input. */
export function describeMissing({ missingSeen, missingIndicator = false }: Input): string {
  const seen = missingSeen ? "seen in training" : "none in training";
  return `${seen}, ${missingIndicator ? "told apart" : "filled in"}`;
}
