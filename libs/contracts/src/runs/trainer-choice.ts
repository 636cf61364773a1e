import type { Params } from "../search/space.ts";

/** The parameter that says which of a sweep's trainers a run uses; no trainer has one of its own by that name. */
export const trainerParam = "trainer";

export interface TrainerChoice {
  trainer: string;
  /** What the trainer itself is given. */
  params: Params;
}

/** What a run's params mean in a sweep over these trainers: only those of several name one. */
export function chooseTrainer(trainers: readonly string[], params: Params): TrainerChoice {
  if (trainers.length === 1) return { trainer: trainers[0] as string, params };
  const { [trainerParam]: trainer, ...own } = params;
  return { trainer: String(trainer), params: own };
}
