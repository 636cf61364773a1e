import type { ErrorIssue } from "@rookery/contracts";
import { type RefObject, useEffect, useState } from "react";
import { fieldOfIssue } from "./request/field-of-issue.ts";

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
