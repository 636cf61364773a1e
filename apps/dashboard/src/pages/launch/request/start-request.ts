import type { DatasetVersion } from "@rookery/contracts";
import type { Trainer } from "./param-fields.ts";
import type { Request } from "./request.ts";
import { defaultTrainer, fallbackTrainer, guessTarget, taskOf } from "./tasks.ts";

interface Start {
  dataset: string;
  datasetVersion?: string | number | undefined;
  /** Undefined when it cannot be read. */
  table: DatasetVersion | undefined;
  trainers: readonly Trainer[];
}

/** What the form begins with: the likeliest target and the default trainer of its task. */
export function startRequest({ dataset, datasetVersion, table, trainers }: Start): Request {
  const target = guessTarget(table?.columns ?? []);
  return {
    dataset,
    ...(datasetVersion !== undefined && { datasetVersion }),
    target: target?.name ?? "",
    trainer: target ? defaultTrainer(taskOf(target), trainers) : fallbackTrainer,
    space: {},
  };
}
