import { setTimeout as wait } from "node:timers/promises";
import { AppError } from "@rookery/contracts";
import { LRUCache } from "lru-cache";

/** Typing errors cost nothing; then each wrong key takes twice as long, up to this. */
const freeGuesses = 5;
const firstDelayMs = 50;
const longestDelayMs = 2_000;
/** An address is forgotten when nothing came from it for so long. */
const rememberedMs = 10 * 60_000;
/** Those that came last; a day of guesses from everywhere takes no more memory. */
const mostAddresses = 10_000;
/** Wrong keys of all addresses whose answers are held back at the same time. */
const mostHeld = 100;

export interface GuessBrake {
  /**
   * Notes a wrong key, and resolves when it is to be answered. Rejects with
   * `rate-limited` while too many are held back. Whoever has a right key never comes here.
   */
  hold(address: string): Promise<void>;
}

/**
 * Slows down who tries one API key after the other, and writes to the log that
 * somebody does: at the first wrong key of an address and at each doubling of
 * their number, so that guessing does not fill the log.
 */
export function createGuessBrake(log: { warn(fields: object, message: string): void }): GuessBrake {
  const counts = new LRUCache<string, number>({ max: mostAddresses, ttl: rememberedMs });
  let held = 0;
  return {
    async hold(address) {
      const wrongKeys = (counts.get(address) ?? 0) + 1;
      counts.set(address, wrongKeys);
      if (isPowerOfTwo(wrongKeys)) log.warn({ address, wrongKeys }, "an unknown API key was sent");
      const delayMs = delayAfter(wrongKeys);
      if (delayMs === 0) return;
      if (held >= mostHeld) {
        throw new AppError("rate-limited", "Too many unknown API keys are being sent.", {
          hint: "Send one of the keys in ROOKERY_API_KEYS: those are answered as ever.",
        });
      }
      held += 1;
      try {
        await wait(delayMs);
      } finally {
        held -= 1;
      }
    },
  };
}

/** How long the answer to the so-manieth wrong key of an address is held back. */
export function delayAfter(wrongKeys: number): number {
  const slowed = wrongKeys - freeGuesses;
  return slowed <= 0 ? 0 : Math.min(longestDelayMs, firstDelayMs * 2 ** (slowed - 1));
}

const isPowerOfTwo = (count: number) => Math.log2(count) % 1 === 0;
