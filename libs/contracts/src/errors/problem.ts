import { z } from "zod";
import { type ErrorCode, errorCodes } from "./errors.ts";

const codes = Object.keys(errorCodes) as [ErrorCode, ...ErrorCode[]];

/** The body of every error answer: RFC 9457 problem details, sent as `application/problem+json`. */
export const Problem = z.object({
  type: z.string().describe("Identifies the kind of problem; one per code"),
  title: z.string().describe("What kind of problem this is"),
  status: z.int().min(400).max(599),
  detail: z.string().describe("What went wrong this time"),
  code: z.enum(codes).describe("The stable name of the problem, for programs"),
  issues: z
    .array(
      z.object({
        field: z.string().describe("Path of the offending field, such as `space.learningRate.min`"),
        message: z.string(),
        value: z.unknown().optional(),
      }),
    )
    .optional(),
  hint: z.string().optional().describe("What to do about it"),
  instance: z.string().describe("The request's id, also in the X-Request-Id header and in the log"),
});
export type Problem = z.infer<typeof Problem>;
