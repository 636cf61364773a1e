export interface TimeLimit {
  /** Aborts when the time is over, or with the caller's own. */
  signal: AbortSignal | undefined;
  /** What began in time may go on: from now on only the caller ends it. */
  end(): void;
}

/** Timers of more, such as Infinity, would fire at once. */
const longestMs = 2 ** 31 - 1;

/** A signal that aborts after `timeoutMs`, unless it is ended before; no limit when that is over 24 days. */
export function limitTime(options: {
  timeoutMs: number;
  signal: AbortSignal | undefined;
}): TimeLimit {
  const { timeoutMs, signal } = options;
  if (timeoutMs > longestMs) return { signal, end: () => {} };
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), timeoutMs);
  return {
    signal: signal ? AbortSignal.any([signal, late.signal]) : late.signal,
    end: () => clearTimeout(timer),
  };
}
