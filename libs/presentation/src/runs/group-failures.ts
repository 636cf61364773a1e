import { type ErrorCode, errorCodes, failedStates, type SweepAttempt } from "@rookery/contracts";

export interface FailureCause {
  code: string;
  /** The message of the newest attempt that failed like this. */
  message: string;
  attempts: SweepAttempt[];
  runNumbers: number[];
}

const failed: ReadonlySet<string> = new Set(failedStates);

/**
 * The newest attempts of the runs that ended without success, by their cause:
 * the error's code, and its message but for numbers, ids and quoted words.
 * The most frequent first.
 */
export function groupFailures(attempts: readonly SweepAttempt[]): FailureCause[] {
  const newest = new Map<string, SweepAttempt>();
  for (const attempt of attempts) {
    const known = newest.get(attempt.runId);
    if (known === undefined || known.number < attempt.number) newest.set(attempt.runId, attempt);
  }
  const causes = new Map<string, FailureCause>();
  for (const attempt of newest.values()) {
    if (!failed.has(attempt.state)) continue;
    const { code, message } = attempt.error ?? {
      code: attempt.state,
      message: "No error was recorded.",
    };
    const key = `${code} ${generalise(message)}`;
    const cause = causes.get(key) ?? { code, message, attempts: [], runNumbers: [] };
    cause.attempts.push(attempt);
    cause.runNumbers.push(attempt.runNumber);
    causes.set(key, cause);
  }
  return [...causes.values()].sort((a, b) => b.attempts.length - a.attempts.length);
}

/** What an error is in a few words, and what to do about it where that is known. */
export function explainError(code: string): { title: string; advice?: string } {
  if (!Object.hasOwn(errorCodes, code)) return { title: code };
  const { title, retry } = errorCodes[code as ErrorCode];
  return {
    title,
    advice: retry
      ? "This may pass: the worker has tried it again by itself."
      : "Trying the same again gives the same: change the parameters or the data instead.",
  };
}

function generalise(message: string): string {
  return message.replace(
    /"[^"]*"|'[^']*'|`[^`]*`|\b[0-9a-f]{8,}\b|-?\d+(\.\d+)?(e[+-]?\d+)?/gi,
    "…",
  );
}
