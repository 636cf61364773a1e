import type { ErrorIssue } from "@rookery/contracts";

export interface TableErrorOptions extends ErrorOptions {
  issues?: ErrorIssue[];
}

/** A file is no table. The message names the line, `hint` says how to make it one. */
export class TableError extends Error {
  readonly hint: string;
  readonly issues: ErrorIssue[];

  constructor(message: string, hint: string, { issues = [], cause }: TableErrorOptions = {}) {
    super(message, { cause });
    this.name = "TableError";
    this.hint = hint;
    this.issues = issues;
  }
}

/** A file's content in a message: quoted, on one line, and short. */
export function shown(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}
