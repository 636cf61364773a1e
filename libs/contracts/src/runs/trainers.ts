import { z } from "zod";
import type { Params } from "../search/space.ts";
import { Direction } from "./direction.ts";
import { Task } from "./metrics.ts";

/** What a sweep can be made of: the answer of `GET /trainers`. */
export const TrainerList = z.object({
  trainers: z.array(
    z.object({
      name: z.string(),
      description: z.string(),
      task: Task,
      parameters: z
        .record(z.string(), z.unknown())
        .describe("JSON Schema of the parameters a space may hold, with defaults and ranges"),
    }),
  ),
  samplers: z.array(z.string()),
  metrics: z.array(
    z.object({
      name: z.string(),
      task: Task,
      title: z.string(),
      direction: Direction,
    }),
  ),
});
export type TrainerList = z.infer<typeof TrainerList>;

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
