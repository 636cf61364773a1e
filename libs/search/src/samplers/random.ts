import type { Params, RandomSpec } from "@rookery/contracts";
import { countCombinations } from "../space/combinations.ts";
import { buildParams, getSpaceModel, type SpaceModel } from "../space/space-model.ts";
import { drawMeeting } from "./draw-meeting.ts";
import { createRandomStream, type RandomStream } from "./random-stream.ts";
import type { Sampler } from "./sampler.ts";

/** Independent draws, evenly over each parameter's scale. Knows no end, so it may repeat itself. */
export const random: Sampler<RandomSpec> = {
  name: "random",
  learns: false,

  count: countCombinations,

  suggest({ space, constraints, seed, number }) {
    const stream = createRandomStream(seed, number);
    return drawRandom(getSpaceModel(space, constraints), stream);
  },
};

export function drawRandom(model: SpaceModel, stream: RandomStream): Params {
  return drawMeeting(model, stream, () => buildParams(model, ({ at }) => at(stream())));
}
