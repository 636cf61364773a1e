/** The command line or an input file cannot be understood; nothing was done. */
export class UsageError extends Error {
  /** The places, one line each. */
  readonly details: string[];
  readonly hint: string | undefined;

  constructor(message: string | string[], hint?: string) {
    const [first = "", ...details] = [message].flat();
    super(first);
    this.name = "UsageError";
    this.details = details;
    this.hint = hint;
  }
}
