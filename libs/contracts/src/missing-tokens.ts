import type { MissingTokens } from "./datasets/dataset-rules.ts";

/** Cells that say nothing, once trimmed. Case matters: "none" may be an answer, "None" is Python's. */
const missingTokens: readonly string[] = [
  "",
  "NA",
  "N/A",
  "NaN",
  "nan",
  "null",
  "NULL",
  "None",
  "?",
  ".",
];

/** The tokens of a column: its own rule, else the one for all, else the usual. */
export function tokensOf(
  forAll: MissingTokens | undefined,
  ofColumn: MissingTokens | undefined,
): ReadonlySet<string> {
  let tokens = missingTokens;
  for (const rule of [forAll, ofColumn]) {
    tokens = [...(rule?.replace ?? tokens), ...(rule?.add ?? [])];
  }
  return new Set(tokens.map((token) => token.trim()));
}
