import type { ErrorIssue } from "@rookery/contracts";
import { z } from "zod";

const longestValue = 80;
const secretName = /key|secret|password|token|authorization/i;

/** True when a field or variable of this name must never be echoed. */
export function isSecretName(name: string): boolean {
  return secretName.test(name);
}

/**
 * Zod's issues as the product reports them: one per offending field, unions
 * narrowed to their likeliest branch, with the value when it is short and no
 * secret. `prefix` goes before every path (`query.limit`); `root` names the
 * input as a whole.
 */
export function toErrorIssues(
  error: z.core.$ZodError,
  input: unknown,
  names: { prefix?: string; root?: string } = {},
): ErrorIssue[] {
  return error.issues
    .flatMap((issue) => flatten(issue, []))
    .map(({ path, message }) => {
      const dotted = z.core.toDotPath(path);
      const field = [names.prefix, dotted].filter(Boolean).join(".") || (names.root ?? "body");
      const value = valueAt(input, path);
      const shown = isShowable(value) && !isSecretName(field);
      return shown ? { field, message, value } : { field, message };
    });
}

interface FlatIssue {
  path: PropertyKey[];
  message: string;
}

function flatten(issue: z.core.$ZodIssue, parent: PropertyKey[]): FlatIssue[] {
  const path = [...parent, ...issue.path];
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ path: [...path, key], message: "There is no such field" }));
  }
  if (issue.code === "invalid_union") {
    const branch = likeliestBranch(issue.errors);
    if (branch) return branch.flatMap((inner) => flatten(inner, path));
  }
  return [{ path, message: issue.message }];
}

/** The branch the sender most likely meant: the one whose own type fits and that complains least. */
function likeliestBranch(branches: z.core.$ZodIssue[][]): z.core.$ZodIssue[] | undefined {
  const fitting = branches.filter((issues) => issues.every((issue) => issue.path.length > 0));
  return fitting.sort((a, b) => a.length - b.length)[0];
}

function valueAt(input: unknown, path: PropertyKey[]): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

function isShowable(value: unknown): boolean {
  if (typeof value === "string") return value.length <= longestValue;
  return typeof value === "number" || typeof value === "boolean" || value === null;
}
