import { AppError } from "@rookery/client";
import { nameOptions } from "../commands/reading-options.ts";
import { type ExitCode, exitCodeOf, exitCodes } from "../exit-codes.ts";
import { UsageError } from "../usage-error.ts";
import { clean, cleanLines } from "./clean.ts";
import { paintError } from "./paint.ts";
import { note } from "./print.ts";

const shownIssues = 10;
/** What the system says of a path that was a mistake, rather than of a disk or a pipe that failed. */
const unusable = new Set(["ENOENT", "EACCES", "EISDIR", "ENOTDIR"]);

/** Says on standard error what went wrong and what to do; answers the exit code. */
export function reportError(error: unknown, { json }: { json: boolean }): ExitCode {
  const report = describeError(error);
  if (json) {
    const { message, code, issues, hint } = report;
    process.stderr.write(`${JSON.stringify({ error: { code, message, issues, hint } })}\n`);
    return report.exitCode;
  }
  note(`${paintError.red("error:")} ${cleanLines(report.message)}`);
  // A single issue often is the message itself.
  const issues = report.issues.filter(({ message }) => !report.message.includes(message));
  for (const { field, message } of issues.slice(0, shownIssues)) {
    note(`  ${clean(field ? `${field}: ${message}` : message)}`);
  }
  const more = issues.length - shownIssues;
  if (more > 0) note(`  and ${more} more`);
  if (report.hint) note(`${paintError.cyan("hint:")} ${clean(nameOptions(report.hint))}`);
  return report.exitCode;
}

interface ErrorReport {
  exitCode: ExitCode;
  code: string;
  message: string;
  issues: { field?: string; message: string }[];
  hint?: string | undefined;
}

function describeError(error: unknown): ErrorReport {
  if (error instanceof UsageError) {
    const { message, details, hint } = error;
    const issues = details.map((detail) => ({ message: detail }));
    return { exitCode: exitCodes.usage, code: "usage", message, issues, hint };
  }
  if (error instanceof AppError) {
    const { code, message, issues, hint } = error;
    return { exitCode: exitCodeOf(code), code, message, issues, hint };
  }
  if (isSystemError(error)) {
    const exitCode = unusable.has(error.code) ? exitCodes.usage : exitCodes.failed;
    return { exitCode, code: error.code, message: explain(error), issues: [] };
  }
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { exitCode: exitCodes.failed, code: "internal", message, issues: [] };
}

/** `birds.csv: no such file or directory` instead of code, reason, call and path. */
function explain({ message, path }: NodeJS.ErrnoException): string {
  const [, reason] = /^[A-Z]+: ([^,]+), /.exec(message) ?? [];
  return path === undefined || reason === undefined ? message : `${path}: ${reason}`;
}

/** Of files and the like. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException & { code: string } {
  return error instanceof Error && "code" in error && "syscall" in error;
}
