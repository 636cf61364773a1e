import { type DatasetVersion, type Sweep, trainerParam } from "@rookery/contracts";
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

/** The request that would launch the same sweep once more, with what people say of it. */
export function copySweep(sweep: Pick<Sweep, "spec" | "tags" | "description">): Request {
  const { trainers: names, ...spec } = sweep.spec;
  const trainer = names.length === 1 ? names[0] : names;
  // The choice among several trainers is a parameter that the server adds by itself.
  const { [trainerParam]: choice, ...own } = spec.space;
  const space = names.length === 1 && choice !== undefined ? spec.space : own;
  const given = Object.entries({ ...spec, trainer, space }).filter(
    ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
  );
  return {
    ...Object.fromEntries(given),
    ...(Object.keys(sweep.tags).length > 0 && { tags: sweep.tags }),
    ...(sweep.description !== null && { description: sweep.description }),
  };
}
