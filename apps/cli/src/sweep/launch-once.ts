import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { AppError, type Client } from "@rookery/client";
import type { Sweep, SweepRequest } from "@rookery/contracts";

const tries = 3;
const retryMs = 1_000;

/**
 * Launches one sweep, although the answer may be lost on the way: under a key
 * of this invocation, or the person's own, a second try finds what the first
 * one launched.
 */
export async function launchOnce(
  client: Client,
  request: SweepRequest,
  idempotencyKey: string = randomUUID(),
): Promise<Sweep> {
  for (let left = tries - 1; ; left--) {
    try {
      return await client.sweeps.launch(request, { idempotencyKey });
    } catch (error) {
      const isLost = error instanceof AppError && error.code === "unavailable" && error.retryable;
      if (!isLost || left === 0) throw error;
      await delay(retryMs);
    }
  }
}
