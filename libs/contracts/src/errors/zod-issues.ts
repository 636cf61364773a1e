import type { z } from "zod";
import type { ErrorIssue } from "./errors.ts";

type ZodIssue = z.core.$ZodIssue;

const longestShownValue = 80;
const secretName = /key|secret|password|token|authorization/i;

export interface IssueOptions {
  /** The path of the value that was parsed: `["space"]` makes fields read `space.learningRate.min`. */
  prefix?: readonly PropertyKey[];
  /** What to call the value itself when it has no path. Default `body`. */
  root?: string;
  /** The value that was parsed; short offending values that are no secrets are then shown. */
  input?: unknown;
}

/** zod's issues as ours: one per offending field, unions narrowed to their likeliest branch. */
export function issuesFromZod(error: z.core.$ZodError, options: IssueOptions = {}): ErrorIssue[] {
  const { prefix = [], root = "body", input } = options;
  return error.issues.flatMap(flatten).map(({ path, message: said, ofType }) => {
    const field = fieldPath([...prefix, ...path]) || root;
    const value = valueAt(input, path);
    const absent = input !== undefined && value === undefined;
    const message = ofType && absent ? "This field is required" : said;
    return isShowable(value) && !isSecretName(field)
      ? { field, message, value }
      : { field, message };
  });
}

/** True when a field or variable of this name must never be echoed. */
export function isSecretName(name: string): boolean {
  return secretName.test(name);
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

interface FlatIssue {
  path: PropertyKey[];
  message: string;
  /** It says what the value should be, as a type or a choice, and not what else is wrong with it. */
  ofType: boolean;
  /** The value as a whole is of another type than this schema is for. */
  misfit: boolean;
}

const noSuchField = "There is no such field";

function flatten(issue: ZodIssue): FlatIssue[] {
  const { path, code } = issue;
  if (code === "unrecognized_keys") {
    const message = noSuchField;
    return issue.keys.map((key) => ({
      path: [...path, key],
      message,
      ofType: false,
      misfit: false,
    }));
  }
  if (code === "invalid_key") {
    return issue.issues.map(({ message }) => ({ path, message, ofType: false, misfit: false }));
  }
  if (code === "invalid_union") {
    if (issue.errors.length === 0 && "options" in issue) {
      return [
        { path, message: `must be ${listChoices(issue.options)}`, ofType: false, misfit: false },
      ];
    }
    const branch = likeliestBranch(issue.errors.map((branch) => branch.flatMap(flatten)));
    // Where no field fits, none of the branches was meant, and what all of them take is said instead.
    const isExplained = issue.message !== "Invalid input";
    if (branch && !(isExplained && isForeign(branch))) {
      return branch.map((inner) => ({ ...inner, path: [...path, ...inner.path] }));
    }
  }
  const ofType = code.startsWith("invalid_");
  return [{ path, message: describeSize(issue), ofType, misfit: ofType && path.length === 0 }];
}

/** Fields that are not there, and others in their places. */
const isForeign = (issues: FlatIssue[]) =>
  issues.some(({ ofType }) => ofType) && issues.some(({ message }) => message === noSuchField);

/** `"always", "better" or "never"`. */
function listChoices(options: unknown): string {
  const choices = (Array.isArray(options) ? options : []).map((option) => JSON.stringify(option));
  const last = choices.pop() ?? "";
  return choices.length === 0 ? last : `${choices.join(", ")} or ${last}`;
}

const units: Record<string, string> = { string: "characters", array: "items" };

/** zod's words for a size speak of its types. */
function describeSize(issue: ZodIssue): string {
  const { code, message } = issue;
  if (code === "too_big" && message.startsWith("Too big")) {
    const unit = units[issue.origin];
    if (unit) return `must have at most ${issue.maximum} ${unit}`;
    return `must be ${issue.inclusive ? "at most" : "below"} ${issue.maximum}`;
  }
  if (code === "too_small" && message.startsWith("Too small")) {
    const unit = units[issue.origin];
    if (unit && issue.minimum === 1) return "must not be empty";
    if (unit) return `must have at least ${issue.minimum} ${unit}`;
    return `must be ${issue.inclusive ? "at least" : "above"} ${issue.minimum}`;
  }
  return message;
}

/** The branch the sender most likely meant: the one whose own type fits and that complains least. */
function likeliestBranch(branches: FlatIssue[][]): FlatIssue[] | undefined {
  return branches
    .filter((issues) => !issues.some(({ misfit }) => misfit))
    .sort((a, b) => a.length - b.length)[0];
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

function isShowable(value: unknown): boolean {
  if (typeof value === "string") return value.length <= longestShownValue;
  return typeof value === "number" || typeof value === "boolean" || value === null;
}
