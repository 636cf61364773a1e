export interface TimeLimit {
  /** Aborts when the time is over, or with the caller's own. */
  signal: AbortSignal | undefined;
  /** What began in time may go on: from now on only the caller ends it. */
  end(): void;
}

/** A signal that aborts after `timeoutMs`, unless it is ended before. */
export function limitTime(options: {
  timeoutMs: number | undefined;
  signal: AbortSignal | undefined;
}): TimeLimit {
  const { timeoutMs, signal } = options;
  if (timeoutMs === undefined) return { signal, end: () => {} };
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), timeoutMs);
  return {
    signal: signal ? AbortSignal.any([signal, late.signal]) : late.signal,
    end: () => clearTimeout(timer),
  };
}
