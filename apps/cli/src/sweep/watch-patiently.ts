import { setTimeout as delay } from "node:timers/promises";
import { AppError, type Client } from "@rookery/client";
import type { SweepEvent } from "@rookery/contracts";

/** A server that restarts is back within this time. */
const patienceMs = 60_000;
const retryMs = 1_000;

/** A sweep's progress to its end; goes on from where it broke off when the server is away for a while. */
export async function* watchPatiently(
  { sweeps }: Client,
  id: string,
  signal: AbortSignal,
): AsyncGenerator<SweepEvent> {
  let lastHeardMs: number | undefined;
  for (;;) {
    try {
      for await (const event of sweeps.watch(id, signal)) {
        lastHeardMs = performance.now();
        yield event;
      }
      return;
    } catch (error) {
      signal.throwIfAborted();
      const isAway = error instanceof AppError && error.code === "unavailable" && error.retryable;
      const silentMs = performance.now() - (lastHeardMs ?? Number.NEGATIVE_INFINITY);
      if (!isAway || silentMs > patienceMs) throw error;
      await delay(retryMs, undefined, { signal });
    }
  }
}
