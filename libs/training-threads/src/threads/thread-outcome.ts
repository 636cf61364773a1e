import { AppError, type ErrorCode, type ErrorIssue } from "@rookery/contracts";

export type Outcome<T> = { ok: true; value: T } | { ok: false; error: PackedError };

/** An error as plain data: structured clone keeps neither a class nor its fields. */
export interface PackedError {
  code: ErrorCode;
  message: string;
  issues: ErrorIssue[];
  hint?: string | undefined;
  stack?: string | undefined;
}

/** What is thrown without a code gets `otherwise`. */
export function packError(error: unknown, otherwise: ErrorCode): PackedError {
  if (error instanceof AppError) {
    const { code, message, issues, hint, stack } = error;
    return { code, message, issues, hint, stack };
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return { code: otherwise, message, issues: [], stack };
}

export function unpackError({ code, message, issues, hint, stack }: PackedError): AppError {
  const error = new AppError(code, message, { issues, ...(hint !== undefined && { hint }) });
  if (stack !== undefined) error.stack = stack;
  return error;
}
