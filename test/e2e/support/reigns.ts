import type { Promotion } from "@rookery/contracts";
import type { Answer } from "./predict-all-the-time.ts";

/**
 * A new champion serves, and an old one no longer does, this long after the promotion: moments,
 * and longer on a machine that is busy with other things.
 */
export const swapWithinMs = 15_000;

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

/**
 * Answers of a server that name a champion although one of a later reign had answered before they
 * were asked for; `answers` are in the order in which they came.
 */
export function listRelapses(answers: Answer[], reigns: Reign[]): Answer[] {
  const served: { at: number; reign: number }[] = [];
  return answers.filter(({ version, askedAt, at }) => {
    const lowest = served.findLast((earlier) => earlier.at < askedAt)?.reign ?? 0;
    const reign = reigns.findIndex(
      (one, index) => index >= lowest && one.version === version && one.fromMs <= at,
    );
    if (reign >= 0) served.push({ at, reign: Math.max(reign, served.at(-1)?.reign ?? 0) });
    return reign < 0;
  });
}

/** Whether the version was champion when the answer came, or not long before it was asked for. */
export function wasChampionLately(answer: Answer, reigns: Reign[]): boolean {
  return reigns.some(
    ({ version, fromMs, untilMs }) =>
      version === answer.version && fromMs <= answer.at && untilMs >= answer.askedAt - swapWithinMs,
  );
}
