import { median } from "../median.ts";

const resamples = 10_000;

/**
 * Where the difference of two medians lies with 95 % confidence: the percentile
 * bootstrap (Efron, 1979), with the same draws each time.
 */
export function differenceInterval(ours: number[], theirs: number[]): [from: number, to: number] {
  const random = createRandom();
  const differences = Array.from(
    { length: resamples },
    () => median(resample(ours, random)) - median(resample(theirs, random)),
  ).sort((a, b) => a - b);
  const at = (share: number) => differences[Math.floor(share * resamples)] as number;
  return [at(0.025), at(0.975)];
}

/**
 * How likely samples of one distribution differ as much: the two-sided
 * Mann-Whitney test in its normal approximation, without ties.
 */
export function mannWhitney(ours: number[], theirs: number[]): number {
  let wins = 0;
  for (const our of ours) {
    for (const their of theirs) wins += our < their ? 1 : our === their ? 0.5 : 0;
  }
  const [n, m] = [ours.length, theirs.length];
  const z = Math.abs(wins - (n * m) / 2) / Math.sqrt((n * m * (n + m + 1)) / 12);
  return twoSidedTail(z);
}

function resample(values: number[], random: () => number): number[] {
  return values.map(() => values[Math.floor(random() * values.length)] as number);
}

/** Abramowitz and Stegun, "Handbook of Mathematical Functions", 26.2.17: to 1e-7. */
function twoSidedTail(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const powers = [0.31938153, -0.356563782, 1.781477937, -1.821255978, 1.330274429];
  const sum = powers.reduceRight((total, factor) => (total + factor) * t, 0);
  return 2 * sum * Math.exp((-z * z) / 2) * 0.3989422804014327;
}

/** A linear congruential generator is random enough to resample with. */
function createRandom(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
