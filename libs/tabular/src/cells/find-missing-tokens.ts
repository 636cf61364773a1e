import type { CleaningRules, ColumnKind, MissingTokens } from "@rookery/contracts";

/** The texts that, once trimmed, mean that a cell of a column has no value. */
export interface MissingTexts {
  /** Whatever the column's kind. */
  always: ReadonlySet<string>;
  /** Unless it holds categories, where they may be answers; in lower case. */
  unlessCategory: ReadonlySet<string>;
}

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

/** Numbers beyond all numbers, in lower case: no column can hold them, and no model learns from them. */
const infinities: readonly string[] = ["inf", "infinity", "∞"].flatMap((word) => [
  word,
  `+${word}`,
  `-${word}`,
]);

/** What programs write in place of a number or a date, in lower case. */
const usualUnlessCategory: readonly string[] = [
  ...infinities,
  // pandas, NumPy and C.
  ...["<na>", "nat", "-nan", "+nan", "#na", "1.#ind", "-1.#ind", "1.#qnan", "-1.#qnan"],
  // Spreadsheets, with the names of their errors.
  ...["#n/a", "#n/a n/a", "#null!", "#div/0!", "#value!", "#ref!", "#num!", "#name?"],
  // Databases, R and people.
  ...["\\n", "(null)", "<null>", "na", "n/a", "n.a.", "nan", "null", "none", "nil"],
  ...["-", "--", "---", "–", "—", "..", "...", "*", "$", "€", "£", "¥"],
];

const none: ReadonlySet<string> = new Set();
const knownUnlessCategory: ReadonlySet<string> = new Set(usualUnlessCategory);

/**
 * What is missing in a column: by the column's own rule, else by the one for all
 * columns, else by what is usual. Who replaces the usual tokens replaces all of them.
 */
export function findMissingTokens(
  { missing, columns }: Pick<CleaningRules, "missing" | "columns">,
  column: string,
): MissingTexts {
  const ofColumn = Object.hasOwn(columns, column) ? columns[column]?.missing : undefined;
  let tokens = usualTokens;
  let unlessCategory = knownUnlessCategory;
  for (const rule of [missing, ofColumn] satisfies (MissingTokens | undefined)[]) {
    if (rule?.replace) unlessCategory = none;
    tokens = [...(rule?.replace ?? tokens), ...(rule?.add ?? [])];
  }
  return { always: new Set(tokens.map((token) => token.trim())), unlessCategory };
}

/** Whether a trimmed text means that a cell of a column of this kind has no value. */
export function isMissing(text: string, missing: MissingTexts, kind: ColumnKind): boolean {
  if (missing.always.has(text)) return true;
  return kind !== "category" && missing.unlessCategory.has(text.toLowerCase());
}

/** Whether a trimmed text that was read as missing is a number beyond all numbers. */
export function isInfinity(text: string): boolean {
  return infinities.includes(text.toLowerCase());
}
