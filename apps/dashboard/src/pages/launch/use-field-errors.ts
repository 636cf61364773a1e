import type { ErrorIssue } from "@rookery/contracts";
import { type RefObject, useEffect, useState } from "react";

/** The server's issues by the fields that are there to show them. */
export function useFieldErrors(
  form: RefObject<HTMLFormElement | null>,
  issues: readonly ErrorIssue[],
): ReadonlyMap<string, string> {
  const [errors, setErrors] = useState<ReadonlyMap<string, string>>(new Map());
  useEffect(() => {
    const elements = [...(form.current?.elements ?? [])];
    const names = new Set(elements.map((element) => element.getAttribute("name") ?? ""));
    const placed = issues.flatMap((issue) => fieldOfIssue(issue, names) ?? []);
    setErrors(new Map(placed.reverse().map(({ field, message }) => [field, message])));
  }, [form, issues]);
  return errors;
}

export interface PlacedIssue {
  field: string;
  message: string;
}

/**
 * The field, of those there are, that an issue is shown at: that of its own path or of the nearest part around it, and
 * then the message says which part it is about. Null: it is about none of them.
 */
export function fieldOfIssue(
  { field: path, message }: ErrorIssue,
  names: ReadonlySet<string>,
): PlacedIssue | null {
  const whole = path.replace(/^body\.?/, "");
  // Names may hold dots, so every place where one can end is tried, the longest first.
  const ends = [...whole.matchAll(/\.|\[|$/g)].map(({ index }) => index).reverse();
  for (const end of ends) {
    const field = whole.slice(0, end);
    if (!names.has(field)) continue;
    const part = whole.slice(end).replace(/^\./, "");
    return { field, message: part === "" ? message : `${part}: ${message}` };
  }
  return null;
}
