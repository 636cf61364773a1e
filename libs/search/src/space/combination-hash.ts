import { chooseTrainer, type Params, trainerParam } from "@rookery/contracts";
import { paramsHash } from "./params-hash.ts";

/**
 * SHA-256 (hex) of a combination with its trainer, the same whether its sweep
 * has one trainer or several. No two runs of a sweep share one.
 */
export function combinationHash(trainers: readonly string[], params: Params): string {
  const { trainer, params: own } = chooseTrainer(trainers, params);
  return paramsHash({ ...own, [trainerParam]: trainer });
}
