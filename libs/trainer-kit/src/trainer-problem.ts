import { Name, Task, trainerParam } from "@rookery/contracts";
import type { KnownTrainer } from "@rookery/learning";
import { z } from "zod";

const shared = {
  name: Name,
  description: z.string().trim().min(1),
  task: Task,
  parameters: z.instanceof(z.ZodObject, { error: "expected z.strictObject({ ... })" }),
};
const Fitting = z.object({
  ...shared,
  fit: z.function(),
  compile: z.function(),
  state: z.custom(isSchema, "expected a zod schema"),
});
const Command = z.object({
  ...shared,
  command: z.array(z.string().min(1)).min(1),
  cwd: z.string().min(1).optional(),
  env: z.record(z.string(), z.string().optional()).optional(),
});

/**
 * The first rule of trainers that this value breaks, or `null`. The rest of what
 * a trainer promises shows only when it fits something.
 */
export function trainerProblem(value: object): string | null {
  const shape = ("command" in value ? Command : Fitting).safeParse(value);
  if (!shape.success) return describeIssue(shape.error);
  return parametersProblem((value as KnownTrainer).parameters);
}

/** Whether somebody meant this value to be a trainer, well-formed or not. */
export function looksLikeTrainer(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  return "parameters" in value && ("fit" in value || "command" in value);
}

function parametersProblem(parameters: z.ZodObject): string | null {
  const defaults = parameters.safeParse({});
  if (!defaults.success) return `every parameter needs a default: ${describeIssue(defaults.error)}`;
  if (parameters.safeParse({ "no such parameter": 1 }).success) {
    return "parameters must refuse unknown names: use z.strictObject";
  }
  for (const [name, parameter] of Object.entries(parameters.shape)) {
    if (name === trainerParam) return `no parameter may be called ${trainerParam}`;
    if (!(parameter as z.ZodType).description) {
      return `parameter ${name} needs a description: add .describe("...")`;
    }
  }
  try {
    z.toJSONSchema(parameters, { io: "input" });
  } catch (error) {
    return `parameters cannot be shown as JSON Schema: ${String(error)}`;
  }
  return null;
}

function isSchema(value: unknown): boolean {
  return typeof value === "object" && value !== null && "safeParse" in value;
}

function describeIssue({ issues: [issue] }: z.ZodError): string {
  const { path, message } = issue as z.core.$ZodIssue;
  return path.length === 0 ? message : `${path.map(String).join(".")}: ${message}`;
}
