import { randomBytes } from "node:crypto";
import { expect } from "vitest";
import type { QueueLogger, SweepToQueue } from "../src/index.ts";

export const silentLogger: QueueLogger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
};

const newId = () => randomBytes(16).toString("hex");

export function givenSweep({
  runs,
  attempts = 3,
  backoffMs = 10,
}: {
  runs: number;
  attempts?: number;
  backoffMs?: number;
}): SweepToQueue {
  return {
    sweepId: newId(),
    round: 1,
    name: "penguins",
    attempts,
    backoffMs,
    runs: Array.from({ length: runs }, (_, index) => ({
      runId: newId(),
      number: index + 1,
      params: { learningRate: 0.1, steps: index },
    })),
  };
}

/** Ids in the order they were added. */
export function tally() {
  const ids: string[] = [];
  return {
    ids,
    add(id: string) {
      ids.push(id);
    },
    has: (id: string) => ids.includes(id),
    get size() {
      return new Set(ids).size;
    },
  };
}

/** Waits for a condition that the queue brings about. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  await expect.poll(condition, { interval: 20 }).toBe(true);
}
