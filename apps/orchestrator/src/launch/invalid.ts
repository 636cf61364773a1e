import { AppError } from "@rookery/contracts";

/** A request that cannot be carried out: which field, and why. */
export function invalid(field: string, value: unknown, message: string, hint?: string): AppError {
  return new AppError("sweep-invalid", `${field}: ${message}.`, {
    issues: [{ field, message, value }],
    ...(hint !== undefined && { hint }),
  });
}
