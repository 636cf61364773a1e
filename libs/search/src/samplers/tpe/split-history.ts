import type { Observation } from "../sampler.ts";

/** The best tenth, and no more than this many, are good. */
const goodShare = 0.1;
const mostGood = 25;
/** The newest observations count in full; older ones less the older they are. */
const fullWeights = 25;
/**
 * Of the others so many of the newest are used. It keeps the cost of a
 * suggestion level, and loses those that weigh the least.
 */
const mostOthers = 500;

export interface SplitHistory {
  good: readonly Observation[];
  /** What is left, unfinished and failed runs among it, oldest first. */
  others: readonly Observation[];
  /** Of `others`. */
  weights: Float64Array;
}

/** True of runs that say how good their combination is. */
export function isScored({ state, score }: Observation): boolean {
  return score !== null && (state === "succeeded" || state === "pruned");
}

/**
 * Good runs and others, in linear time. A run in progress counts among the
 * others, so that its neighbourhood is not searched twice at once (the
 * "constant liar"); so does one that failed.
 */
export function splitHistory(history: readonly Observation[]): SplitHistory {
  const good = findBest(history);
  const isGood = new Set(good);
  const count = history.length - good.length;
  const others = takeNewest(history, mostOthers + good.length)
    .filter((observation) => !isGood.has(observation))
    .slice(-mostOthers);
  const dropped = count - others.length;
  const weights = Float64Array.from(others, (_, index) => weightOf(index + dropped, count));
  return { good, others, weights };
}

/** Rises evenly from 1 / count to 1, as Optuna's default does. */
function weightOf(index: number, count: number): number {
  const rising = count - fullWeights;
  if (index >= rising) return 1;
  if (rising === 1) return 1 / count;
  return 1 / count + (index / (rising - 1)) * (1 - 1 / count);
}

function findBest(history: readonly Observation[]): Observation[] {
  let scored = 0;
  let worst: Observation | undefined;
  const best: Observation[] = [];
  for (const observation of history) {
    if (!isScored(observation)) continue;
    scored += 1;
    if (worst && !isBetter(observation, worst)) continue;
    let place = best.length;
    while (place > 0 && isBetter(observation, best[place - 1])) place -= 1;
    best.splice(place, 0, observation);
    if (best.length > mostGood) best.pop();
    if (best.length === mostGood) worst = best[mostGood - 1];
  }
  return best.slice(0, Math.ceil(goodShare * scored)).sort((a, b) => a.number - b.number);
}

/** A pruned run's score is of an earlier step, so it comes after those that succeeded. */
function isBetter(a: Observation, b: Observation): boolean {
  if (a.state !== b.state) return a.state === "succeeded";
  const scoreA = rankableScore(a);
  const scoreB = rankableScore(b);
  return scoreA === scoreB ? a.number < b.number : scoreA > scoreB;
}

function rankableScore({ score }: Observation): number {
  return score === null || Number.isNaN(score) ? Number.NEGATIVE_INFINITY : score;
}

function takeNewest(history: readonly Observation[], count: number): Observation[] {
  const numbers = new Float64Array(history.length);
  for (let index = 0; index < history.length; index += 1) numbers[index] = history[index].number;
  const oldest = numbers.sort()[Math.max(0, numbers.length - count)];
  return history.filter(({ number }) => number >= oldest).sort((a, b) => a.number - b.number);
}
