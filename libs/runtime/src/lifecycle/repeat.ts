import { setTimeout as delay } from "node:timers/promises";
import type { FastifyBaseLogger } from "fastify";

/**
 * Work that a process does again and again for as long as it runs:
 *
 *   resting ──interval over, or woken──▶ turn ──ends, fails or takes too long──▶ resting
 *
 * Turns of one loop never overlap, a failed one is followed by the next like any
 * other, and the log hears once of an outage and once of its end. A turn that takes
 * longer than `longestTurnMs` counts as failed and is left to itself, its signal
 * aborted: whatever it waits for, the loop goes on. Schedulers from npm miss one of
 * what closing and waking need: a signal for the turn, waiting for the turn under
 * way, and a turn at once that does not overlap it.
 */
export interface LoopOptions {
  /** What the log and the health of the process call it. */
  name: string;
  /** The rest between the end of a turn and the next. */
  intervalMs: number;
  /** The rest before the first turn. Default: none. */
  firstAfterMs?: number;
  /**
   * One turn. The signal aborts when the loop is closed or the turn has taken too
   * long; what it throws then is nobody's concern.
   */
  turn: (signal: AbortSignal) => Promise<void>;
  /** What it means to somebody who reads the log that turns fail. */
  failure: string;
  /**
   * How long a turn may take. What is cut off must not harm the turns that come
   * after it. Default: two minutes.
   */
  longestTurnMs?: number;
  logger: Pick<FastifyBaseLogger, "warn" | "info" | "debug">;
  /** How long closing waits for a turn that does not heed its signal. Default: until it ends. */
  closeGraceMs?: number;
}

/** How a loop fares. */
export interface LoopHealth {
  name: string;
  intervalMs: number;
  /** When the newest turn ended, however it did; null before the first has. */
  turnedAt: Date | null;
  /** When the first of the turns ended that have failed since; null while they succeed. */
  failingSince: Date | null;
  /** Whether the newest of them was given up because it took too long. */
  isHanging: boolean;
}

export interface Loop {
  health(): LoopHealth;
  /** Has the next turn begin now, or right after the one under way; resolves when it has ended, even in failure. */
  wake(): Promise<void>;
  /** Ends the loop; resolves when no turn is under way any more. */
  close(): Promise<void>;
}

const defaultLongestTurnMs = 120_000;

/** Starts a loop; see `LoopOptions`. */
export function repeat(options: LoopOptions): Loop {
  const { name, intervalMs, firstAfterMs = 0, failure, logger, closeGraceMs } = options;
  const stop = new AbortController();
  let waiting: (() => void)[] = [];
  let endRest = () => {};
  let turnedAt: Date | null = null;
  let failingSince: Date | null = null;
  let isHanging = false;

  function rest(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      endRest = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async function takeTurn(): Promise<void> {
    try {
      await endInTime(options, stop.signal);
      isHanging = false;
      if (failingSince) logger.info({ loop: name, failingSince }, `${name}: works again`);
      failingSince = null;
    } catch (error) {
      if (stop.signal.aborted) return;
      isHanging = error instanceof TurnTooLong;
      logger[failingSince ? "debug" : "warn"]({ err: error, loop: name }, failure);
      failingSince ??= new Date();
    } finally {
      turnedAt = new Date();
    }
  }

  async function run(): Promise<void> {
    await rest(firstAfterMs);
    while (!stop.signal.aborted) {
      const served = waiting;
      waiting = [];
      await takeTurn();
      for (const resolve of served) resolve();
      if (waiting.length === 0 && !stop.signal.aborted) await rest(intervalMs);
    }
    for (const resolve of waiting) resolve();
  }

  const running = run();
  return {
    health: () => ({ name, intervalMs, turnedAt, failingSince, isHanging }),
    wake: () =>
      new Promise((resolve) => {
        if (stop.signal.aborted) return resolve();
        waiting.push(resolve);
        endRest();
      }),
    close: async () => {
      stop.abort();
      endRest();
      if (closeGraceMs === undefined) return await running;
      const ended = new AbortController();
      const grace = delay(closeGraceMs, undefined, { signal: ended.signal }).catch(() => {});
      await Promise.race([running, grace]);
      ended.abort();
    },
  };
}

class TurnTooLong extends Error {}

/** A turn that ends, one way or another. */
async function endInTime(
  { turn, longestTurnMs = defaultLongestTurnMs }: LoopOptions,
  closed: AbortSignal,
): Promise<void> {
  const late = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = new TurnTooLong(`a turn has not ended within ${longestTurnMs} ms; it is left`);
      late.abort(error);
      reject(error);
    }, longestTurnMs);
  });
  try {
    await Promise.race([turn(AbortSignal.any([closed, late.signal])), tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
