/** Positions 0..count-1 or, of more than `most`, so many of them evenly spaced, both ends included. */
export function spreadPositions(count: number, most: number): number[] {
  if (count <= most) return Array.from({ length: count }, (_, i) => i);
  return Array.from({ length: most }, (_, i) => Math.round((i * (count - 1)) / (most - 1)));
}
