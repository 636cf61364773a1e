import { chooseTrainer, type Params, trainerParam } from "@rookery/contracts";
import { findTrainer, parseParams } from "./trainers.ts";

/**
 * A sweep's combination checked against its trainer's own schema, with the
 * defaults filled in. Throws `sweep-invalid` with fields such as `space.l2`.
 */
export function completeParams(trainers: readonly string[], params: Params): Params {
  const { trainer, params: own } = chooseTrainer(trainers, params);
  const complete = parseParams(findTrainer(trainer), own);
  return trainers.length === 1 ? complete : { [trainerParam]: trainer, ...complete };
}
