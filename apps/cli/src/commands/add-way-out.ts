import { AppError } from "@rookery/client";

/** An error of a server, with what a person at this command line can do about it. */
export function addWayOut(error: unknown): unknown {
  if (!(error instanceof AppError)) return error;
  const hint = wayOutOf(error);
  if (hint === undefined) return error;
  const { code, message, issues, cause } = error;
  return new AppError(code, message, { issues, hint, cause });
}

function wayOutOf({ code, hint }: AppError): string | undefined {
  if (code === "unauthorized") {
    return "Set ROOKERY_API_KEY to one of the server's ROOKERY_API_KEYS.";
  }
  if (code !== "unavailable") return undefined;
  const waysOut =
    "`rookery start` brings it up here, --api URL names another, `rookery doctor` looks further.";
  return hint ? `${hint} ${waysOut}` : waysOut;
}
