import { AppError, type ErrorIssue, isSecretName } from "@rookery/contracts";
import { z } from "zod";
import { hideUrlPassword } from "../redact.ts";

/** Each section reads the variables it names out of the whole environment. */
export type ConfigSections = Record<string, z.ZodType>;

export type Config<S extends ConfigSections> = {
  readonly [Name in keyof S]: z.output<S[Name]>;
};

/**
 * Reads the environment once into a frozen object with one property per
 * section. An empty variable counts as unset.
 *
 * @throws AppError `config-invalid` with one issue per bad variable, secrets left out.
 */
export function loadConfig<S extends ConfigSections>(
  sections: S,
  env: Record<string, string | undefined> = process.env,
): Config<S> {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const config: Record<string, unknown> = {};
  const issues: ErrorIssue[] = [];
  for (const [name, section] of Object.entries(sections)) {
    const result = section.safeParse(given);
    if (result.success) config[name] = freeze(result.data);
    else issues.push(...result.error.issues.map((issue) => describeIssue(issue, given)));
  }
  if (issues.length > 0) throw configInvalid(issues);
  return Object.freeze(config) as Config<S>;
}

function describeIssue(
  issue: z.core.$ZodIssue,
  env: Record<string, string | undefined>,
): ErrorIssue {
  const field = z.core.toDotPath(issue.path.slice(0, 1));
  const value = env[field];
  if (value === undefined) return { field, message: issue.message };
  return {
    field,
    message: issue.message,
    value: isSecretName(field) ? "[hidden]" : hideUrlPassword(value),
  };
}

function configInvalid(issues: ErrorIssue[]): AppError {
  const unique = issues.filter(
    (issue, at) =>
      issues.findIndex(
        ({ field, message }) => field === issue.field && message === issue.message,
      ) === at,
  );
  const lines = unique.map(({ field, message, value }) => {
    const got = value === undefined ? "not set" : `got ${JSON.stringify(value)}`;
    return `  ${field}: ${message} (${got})`;
  });
  return new AppError(
    "config-invalid",
    ["These variables need another value:", ...lines].join("\n"),
    {
      issues: unique,
    },
  );
}

function freeze<T>(value: T): T {
  if (typeof value === "object" && value !== null) {
    for (const inner of Object.values(value)) freeze(inner);
    Object.freeze(value);
  }
  return value;
}
