import { AppError, type IssueOptions, issuesFromZod } from "@rookery/contracts";
import type { FastifySchemaCompiler } from "fastify";
import type { z } from "zod";

const names: Record<string, IssueOptions> = {
  body: { root: "body" },
  querystring: { prefix: ["query"], root: "query" },
  params: { prefix: ["params"], root: "params" },
  headers: { prefix: ["headers"], root: "headers" },
};

/** Nobody reads more than this. */
const mostIssues = 100;

/** Checks one part of a request against its zod schema; a misfit is an `AppError` naming every field. */
export const compileZodValidator: FastifySchemaCompiler<z.ZodType> = ({ schema, httpPart }) => {
  const naming = names[httpPart ?? "body"] ?? { root: "request" };
  return (data: unknown) => {
    const result = schema.safeParse(data);
    if (result.success) return { value: result.data };
    const issues = issuesFromZod(result.error, { ...naming, input: data });
    const [first, ...others] = issues;
    const more = others.length > 0 ? ` (and ${others.length} more)` : "";
    return {
      error: new AppError("validation-failed", `${first?.field}: ${first?.message}${more}`, {
        issues: issues.slice(0, mostIssues),
      }),
    };
  };
};
