import { AppError } from "@rookery/client";
import { hideUrlPassword } from "@rookery/runtime";

/** An error of what is started or migrated here, with the driver's own words for who set it up. */
export function addReason(error: unknown): unknown {
  if (!(error instanceof AppError)) return error;
  const { code, message, issues, hint, cause } = error;
  const reason = cause instanceof Error && cause.message !== "" ? ` (${cause.message})` : "";
  return new AppError(code, hideUrlPassword(`${message}${reason}`), {
    issues,
    ...(hint !== undefined && { hint: hideUrlPassword(hint) }),
    cause,
  });
}
