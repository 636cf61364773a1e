import { readFile } from "node:fs/promises";
import { issuesFromZod } from "@rookery/contracts";
import { parse } from "yaml";
import type { z } from "zod";
import { UsageError } from "../usage-error.ts";

/** What an option says about columns: JSON itself, or a file with JSON or YAML. */
export async function readRules<T extends z.ZodType>(
  option: string,
  text: string | undefined,
  shape: T,
): Promise<z.input<T> | undefined> {
  if (text === undefined) return undefined;
  const source = text.trimStart().startsWith("{") ? text : await readFile(text, "utf8");
  let rules: unknown;
  try {
    rules = parse(source);
  } catch (error) {
    throw new UsageError([`${option} cannot be read.`, (error as Error).message]);
  }
  const parsed = shape.safeParse(rules);
  if (parsed.success) return rules as z.input<T>;
  const issues = issuesFromZod(parsed.error, { root: option, input: rules });
  throw new UsageError([
    `${option} does not fit.`,
    ...issues.map(({ field, message }) => `${field}: ${message}`),
  ]);
}
