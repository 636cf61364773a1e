import type { QuasiRandomSpec } from "@rookery/contracts";
import { countCombinations } from "../space/combinations.ts";
import { buildParams, getSpaceModel } from "../space/space-model.ts";
import { drawMeeting } from "./draw-meeting.ts";
import { firstPrimes, haltonCoordinate } from "./halton.ts";
import { createRandomStream, mixBits } from "./random-stream.ts";
import type { Sampler } from "./sampler.ts";

/**
 * A scrambled Halton sequence: run by run as evenly spread as may be, whatever
 * their number. What breaks a constraint is replaced by the same place of
 * another scrambling.
 */
export const quasiRandom: Sampler<QuasiRandomSpec> = {
  name: "quasi-random",
  learns: false,

  count: countCombinations,

  suggest({ space, constraints, seed, number }) {
    const model = getSpaceModel(space, constraints);
    const primes = firstPrimes(model.domains.length);
    return drawMeeting(model, createRandomStream(seed, number), (attempt) => {
      const scrambling = mixBits(seed ^ Math.imul(attempt, 0x9e3779b1));
      return buildParams(model, ({ at }, axis) =>
        at(haltonCoordinate(number, primes[axis], mixBits(scrambling + axis))),
      );
    });
  },
};
