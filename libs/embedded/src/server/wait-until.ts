import { setTimeout as delay } from "node:timers/promises";

const intervalMs = 20;

/** Polls `condition`; false when it did not become true in time. */
export async function waitUntil(
  condition: () => Promise<boolean>,
  timeoutMs: number,
): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > deadline) return false;
    await delay(intervalMs);
  }
  return true;
}
