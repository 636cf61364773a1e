import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";

/** Numbers from 0 to (not including) 1, evenly. */
export type RandomStream = () => number;

/**
 * The random numbers of one suggestion: xoroshiro128+ (Blackman and Vigna,
 * https://prng.di.unimi.it), its state made from both keys, so no suggestion
 * needs those before it and no two share a stream.
 */
export function createRandomStream(seed: number, number: number): RandomStream {
  const generator = xoroshiro128plusFromState([
    mixBits(seed),
    mixBits(number ^ 0x9e3779b9),
    mixBits(mixBits(number) ^ seed),
    mixBits(mixBits(seed) + number) | 1,
  ]);
  return () => {
    const high = generator.next() >>> 6;
    const low = generator.next() >>> 5;
    return (high * 2 ** 27 + low) / 2 ** 53;
  };
}

/** A different 32 bits for each: the finalizer of MurmurHash3 (Appleby). */
export function mixBits(bits: number): number {
  let mixed = bits | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
