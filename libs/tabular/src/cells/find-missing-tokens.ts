import type { CleaningRules, MissingTokens } from "@rookery/contracts";

/** Cells that say nothing, once trimmed. Case matters: "none" may be an answer, "None" is Python's. */
const usualTokens: readonly string[] = [
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

/**
 * The texts that, once trimmed, mean that a cell of the column has no value: by
 * the column's own rule, else by the one for all columns, else the usual ones.
 */
export function findMissingTokens(
  { missing, columns }: Pick<CleaningRules, "missing" | "columns">,
  column: string,
): ReadonlySet<string> {
  const ofColumn = Object.hasOwn(columns, column) ? columns[column]?.missing : undefined;
  let tokens = usualTokens;
  for (const rule of [missing, ofColumn] satisfies (MissingTokens | undefined)[]) {
    tokens = [...(rule?.replace ?? tokens), ...(rule?.add ?? [])];
  }
  return new Set(tokens.map((token) => token.trim()));
}
