import type { z } from "zod";
import type { ErrorIssue } from "./errors.ts";

type ZodIssue = z.core.$ZodIssue;

/**
 * zod's issues as ours. `prefix` is the path of the value that was parsed,
 * for example `["space"]`, so fields read `space.learningRate.min`.
 *
 * A failed union reports one nested list per branch; only the branch the
 * input came closest to is kept (the one with the fewest problems).
 */
export function issuesFromZod(
  error: z.core.$ZodError,
  prefix: readonly PropertyKey[] = [],
): ErrorIssue[] {
  return error.issues.flatMap((issue) => flatten(issue, prefix));
}

function flatten(issue: ZodIssue, prefix: readonly PropertyKey[]): ErrorIssue[] {
  const path = [...prefix, ...issue.path];
  if (issue.code === "invalid_union") {
    const closest = closestBranch(issue.errors);
    if (closest) return closest.flatMap((inner) => flatten(inner, path));
  }
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      field: fieldPath([...path, key]),
      message: "There is no such field here",
    }));
  }
  if (issue.code === "invalid_key") {
    return issue.issues.map((inner) => ({
      field: fieldPath(path),
      message: inner.message,
    }));
  }
  return [{ field: fieldPath(path), message: issue.message }];
}

function closestBranch(branches: ZodIssue[][]): ZodIssue[] | undefined {
  const entered = branches.filter((issues) => issues.some(liesInside));
  return entered.sort((a, b) => countProblems(a) - countProblems(b))[0];
}

/** False when the value is of another kind altogether, such as an object for a string. */
function liesInside(issue: ZodIssue): boolean {
  return issue.path.length > 0 || issue.code === "unrecognized_keys";
}

function countProblems(issues: ZodIssue[]): number {
  return issues.reduce(
    (count, issue) => count + (issue.code === "unrecognized_keys" ? issue.keys.length : 1),
    0,
  );
}

/** `["rows", 2, "sex"]` as `rows[2].sex`. */
export function fieldPath(path: readonly PropertyKey[]): string {
  let text = "";
  for (const key of path) {
    if (typeof key === "number") text += `[${key}]`;
    else text += text === "" ? String(key) : `.${String(key)}`;
  }
  return text;
}
