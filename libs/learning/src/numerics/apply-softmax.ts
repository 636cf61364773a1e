/**
 * Turns scores into shares that add up to 1, in place: e to the score, over the
 * sum of all. `largest` is where the largest score stands, which keeps the
 * powers within the numbers; a score that is NaN makes all shares NaN.
 */
export function applySoftmax(scores: Float64Array, largest: number): void {
  const highest = scores[largest];
  let sum = 0;
  for (let i = 0; i < scores.length; i++) {
    scores[i] = Math.exp(scores[i] - highest);
    sum += scores[i];
  }
  for (let i = 0; i < scores.length; i++) scores[i] /= sum;
}
