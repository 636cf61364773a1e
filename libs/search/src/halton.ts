import { mixBits } from "./random-stream.ts";

/** Digits below this are lost in a double. */
const resolution = 2 ** -53;

/**
 * One coordinate of the point `index` (from 0) of Halton's sequence: the digits
 * of the index, mirrored at the point. J. H. Halton, Numerische Mathematik 2,
 * 1960.
 *
 * With a `key`, every digit d goes to a * d + c modulo the base, a and c drawn
 * for each place: random linear scrambling, J. Matousek, "On the L2-discrepancy
 * for anchored boxes", Journal of Complexity 14, 1998. It keeps the even spread
 * and undoes the patterns that large bases show in their first points. Zeros
 * behind the index's last digit are scrambled, too, as A. B. Owen advises in "A
 * randomized Halton algorithm in R", 2017.
 */
export function haltonCoordinate(index: number, base: number, key?: number): number {
  let coordinate = 0;
  let rest = index;
  let weight = 1 / base;
  for (let place = 0; rest > 0 || (key !== undefined && weight > resolution); place += 1) {
    const digit = rest % base;
    coordinate += weight * (key === undefined ? digit : scramble(digit, base, key, place));
    rest = Math.floor(rest / base);
    weight /= base;
  }
  return Math.min(coordinate, 1 - resolution);
}

function scramble(digit: number, base: number, key: number, place: number): number {
  const bits = mixBits(key + Math.imul(place + 1, 0x9e3779b1));
  const factor = 1 + (bits % (base - 1));
  const shift = mixBits(bits ^ 0x5bd1e995) % base;
  return (factor * digit + shift) % base;
}

export function firstPrimes(count: number): number[] {
  const primes: number[] = [];
  for (let candidate = 2; primes.length < count; candidate += 1) {
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate);
  }
  return primes;
}
