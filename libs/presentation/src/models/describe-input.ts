import type { ModelSignature, TakenCategories } from "@rookery/contracts";
import { plural } from "../format/numbers.ts";

type Input = ModelSignature["inputs"][number];

/** `seen in training, told apart`: what the model knows of missing values of an input. */
export function describeMissing({ missingSeen, missingIndicator = false }: Input): string {
  const seen = missingSeen ? "seen in training" : "none in training";
  return `${seen}, ${missingIndicator ? "told apart" : "filled in"}`;
}

/** `red, green; others are ignored`: the values of a category, and what becomes of others. */
export function describeCategories({ categories = [], unknown = "refuse" }: Input): string {
  const others = { refuse: "are refused", ignore: "are ignored", missing: "count as missing" };
  return `${categories.join(", ")}; others ${others[unknown]}`;
}

/** What a model did with categories that training had not. */
export function describeTaken({ field, as, values, rows }: TakenCategories): string {
  const shown = values.slice(0, 5).map((value) => JSON.stringify(value));
  const more = values.length > shown.length ? " and others" : "";
  const done = as === "missing" ? "counted as missing" : "ignored";
  return `${field}: ${shown.join(", ")}${more} in ${plural(rows, "row")} was not in training, and is ${done}; a sweep's unknownCategory decides it`;
}
