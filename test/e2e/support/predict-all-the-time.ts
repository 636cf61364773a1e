import type { InferenceClient } from "@rookery/client";
import { gentoo } from "./penguins.ts";

export interface Answer {
  version: number;
  /** Epoch milliseconds at which it was asked for, and had been received. */
  askedAt: number;
  at: number;
}

export interface Load {
  answers: Answer[];
  failures: unknown[];
  stop(): Promise<void>;
}

/** Keeps `inFlight` predictions of the penguins' champion under way until stopped. */
export function predictAllTheTime(inference: InferenceClient, inFlight: number): Load {
  const answers: Answer[] = [];
  const failures: unknown[] = [];
  let stopped = false;

  async function askOnAndOn(): Promise<void> {
    while (!stopped) {
      const askedAt = Date.now();
      try {
        const { version } = await inference.predict({ model: "penguins", rows: gentoo });
        answers.push({ version, askedAt, at: Date.now() });
      } catch (error) {
        failures.push(error);
      }
    }
  }

  const asking = Promise.all(Array.from({ length: inFlight }, askOnAndOn));
  return {
    answers,
    failures,
    stop: async () => {
      stopped = true;
      await asking;
    },
  };
}
