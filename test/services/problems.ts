import { Problem } from "@rookery/contracts";
import { expect } from "vitest";

/** What `app.inject` answers, as far as problems go. */
interface Answer {
  statusCode: number;
  headers: Record<string, unknown>;
  body: string;
  json(): unknown;
}

/** The problem document of a refusal; fails when the answer is anything else. */
export function readProblem(answer: Answer): Problem {
  expect(answer.headers["content-type"], answer.body).toContain("application/problem+json");
  const problem = Problem.parse(answer.json());
  expect(problem.status).toBe(answer.statusCode);
  expect(problem.instance).toBe(answer.headers["x-request-id"]);
  return problem;
}

export const fieldsOf = (problem: Problem) => problem.issues?.map(({ field }) => field) ?? [];
