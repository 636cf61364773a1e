import {
  AppError,
  chooseTrainer,
  issuesFromZod,
  type Params,
  trainerParam,
} from "@rookery/contracts";
import type { KnownTrainer } from "../programs/command-trainer.ts";
import type { Trainers } from "./create-trainers.ts";

/**
 * One combination checked against the trainer's own schema, defaults filled
 * in. Throws `sweep-invalid` with fields such as `space.learningRate`.
 */
export function parseParams(trainer: KnownTrainer, params: Params): Params {
  const parsed = trainer.parameters.safeParse(params);
  if (parsed.success) return parsed.data as Params;
  throw new AppError("sweep-invalid", `${trainer.name} does not take these parameters.`, {
    issues: issuesFromZod(parsed.error, { prefix: ["space"] }),
    hint: `${trainer.name} takes: ${Object.keys(trainer.parameters.shape).join(", ")}.`,
  });
}

/**
 * The same for a combination of a sweep over the trainers of these names, of
 * which it chooses one.
 */
export function completeParams(
  trainers: Trainers,
  names: readonly string[],
  params: Params,
): Params {
  const { trainer, params: own } = chooseTrainer(names, params);
  const complete = parseParams(trainers.find(trainer), own);
  return names.length === 1 ? complete : { [trainerParam]: trainer, ...complete };
}
