import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/**
 * A shuffler whose order depends on `seed` (32 bits) alone. Fisher-Yates over
 * xoroshiro128+ (Blackman and Vigna, https://prng.di.unimi.it). Every jump
 * moves 2^64 numbers ahead, so two streams of one seed never overlap.
 */
export function createShuffler(seed: number, stream: number): (rows: Int32Array) => void {
  const random = xoroshiro128plus(seed | 0);
  for (let i = 0; i < stream; i++) random.jump();

  return (rows) => {
    for (let i = rows.length - 1; i > 0; i--) {
      const j = uniformInt(random, 0, i);
      const row = rows[i];
      rows[i] = rows[j];
      rows[j] = row;
    }
  };
}
