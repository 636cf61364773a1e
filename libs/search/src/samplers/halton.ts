import { mixBits } from "./random-stream.ts";

/** Digits below this are lost in a double. */
const resolution = 2 ** -53;

/**
 * One coordinate of the point `index` (from 0) of Halton's sequence: the digits
 * of the index, mirrored at the point. J. H. Halton, Numerische Mathematik 2,
 * 1960.
 *
 * With a `key`, the digits of each place are permuted at random, those behind
 * the index's last digit, too: A. B. Owen, "A randomized Halton algorithm in R",
 * 2017. It keeps the even spread and undoes the patterns that large bases show
 * in their first points.
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
  return permute(digit, base, mixBits(key + Math.imul(place + 1, 0x9e3779b1)));
}

/**
 * Where a pseudo-random permutation of 0 to `length` - 1 puts `index`, without
 * listing it: A. Kensler, "Correlated Multi-Jittered Sampling", Pixar Technical
 * Memo 13-01, 2013. Each step can be undone within the bits of `mask`.
 */
function permute(index: number, length: number, key: number): number {
  const mask = 2 ** (32 - Math.clz32(length - 1)) - 1;
  let i = index;
  do {
    i = Math.imul(i ^ key, 0xe170893d) ^ (key >>> 16);
    i ^= (i & mask) >>> 4;
    i = Math.imul(i ^ (key >>> 8), 0x0929eb3f) ^ (key >>> 23);
    i ^= (i & mask) >>> 1;
    i = Math.imul(Math.imul(i, 1 | (key >>> 27)), 0x6935fa69);
    i ^= (i & mask) >>> 11;
    i = Math.imul(i, 0x74dcb303);
    i ^= (i & mask) >>> 2;
    i = Math.imul(i, 0x9e501cc3);
    i ^= (i & mask) >>> 2;
    i = Math.imul(i, 0xc860a3df) & mask;
    i ^= i >>> 5;
  } while (i >= length);
  return (i + key) % length;
}

export function firstPrimes(count: number): number[] {
  const primes: number[] = [];
  for (let candidate = 2; primes.length < count; candidate += 1) {
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate);
  }
  return primes;
}
