import { AppError } from "@rookery/contracts";

/**
 * A server answered well, but not what was asked for: it is of another version
 * than this client, or not Rookery. Its code is `unavailable` like that of a
 * server that is away, but asking again gives the same.
 */
export class UnknownAnswer extends AppError {
  constructor(url: string, cause: unknown) {
    super("unavailable", `The answer of ${url} is not Rookery's, or that of another version.`, {
      hint: "Is this the address of Rookery, and is it of the same version as this client?",
      cause,
    });
  }

  override get retryable(): boolean {
    return false;
  }
}
