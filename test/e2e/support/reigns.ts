import type { Promotion } from "@rookery/contracts";
import type { Answer } from "./predict-all-the-time.ts";

/** A new champion serves, and an old one no longer does, this long after the promotion. */
export const swapWithinMs = 1_000;

/** From when to when a version was champion. */
export interface Reign {
  version: number;
  fromMs: number;
  untilMs: number;
}

/** From the audit trail, which is newest first. */
export function listReigns(promotions: Promotion[]): Reign[] {
  const moves = promotions.filter(({ outcome }) => outcome === "promoted").reverse();
  const startsMs = moves.map(({ createdAt }) => Date.parse(createdAt));
  return moves.map(({ toVersion }, index) => ({
    version: toVersion,
    fromMs: startsMs[index] as number,
    untilMs: startsMs[index + 1] ?? Number.POSITIVE_INFINITY,
  }));
}

export function wasChampionLately(answer: Answer, reigns: Reign[]): boolean {
  return reigns.some(
    ({ version, fromMs, untilMs }) =>
      version === answer.version && fromMs <= answer.at && untilMs >= answer.at - swapWithinMs,
  );
}
