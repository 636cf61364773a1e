import { AppError, type Params } from "@rookery/contracts";
import { listCombinations } from "../space/combinations.ts";
import type { SpaceModel } from "../space/space-model.ts";
import type { RandomStream } from "./random-stream.ts";

const maxDraws = 1_000;

/**
 * Draws until the constraints are met. Where that is rare, takes any
 * combination of a finite space that meets them. Throws `sweep-invalid` when
 * none is found.
 */
export function drawMeeting(
  model: SpaceModel,
  stream: RandomStream,
  draw: (attempt: number) => Params,
): Params {
  for (let attempt = 0; attempt < maxDraws; attempt += 1) {
    const params = draw(attempt);
    if (model.meets(params)) return params;
  }
  const combinations = listCombinations(model);
  if (combinations && combinations.count > 0) {
    return combinations.at(Math.floor(stream() * combinations.count));
  }
  throw new AppError("sweep-invalid", "The constraints leave next to nothing of the space.", {
    issues: [
      { field: "constraints", message: `None of ${maxDraws} combinations drawn meets all of them` },
    ],
    hint: "Narrow the ranges to where the constraints hold.",
  });
}
