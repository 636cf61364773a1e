import { type DatasetColumn, isMetric, knownMetrics, type Task } from "@rookery/contracts";
import { isRecord, isSame } from "./is-same.ts";
import type { Trainer } from "./param-fields.ts";
import { fallbackTrainer, readTrainers } from "./read-trainers.ts";
import type { Request } from "./request.ts";

/** What predicting a column most likely is; of two numbers, such as 0 and 1, each is a class. */
export function taskOf({ kind, distinct }: DatasetColumn): Task {
  return kind === "number" && distinct > 2 ? "regression" : "classification";
}

/** The trainer to begin with. */
export function defaultTrainer(task: Task, trainers: readonly Trainer[]): string {
  const able = trainers.filter((trainer) => trainer.task === task);
  return (able.find(({ name }) => name === fallbackTrainer) ?? able[0])?.name ?? fallbackTrainer;
}

/** The task of the request's trainers, as far as they are known. */
export function chosenTask(request: Request, trainers: readonly Trainer[]): Task | undefined {
  const chosen = readTrainers(request);
  return trainers.find(({ name }) => chosen.includes(name))?.task;
}

/** Whether the trainer is one that a form begins with, so nobody has chosen it. */
export function isDefaultTrainer(request: Request, trainers: readonly Trainer[]): boolean {
  const defaults = (["classification", "regression"] as const).map((task) =>
    defaultTrainer(task, trainers),
  );
  return defaults.some((name) => isSame(readTrainers(request), [name]));
}

/** Whether the objective is a metric of another task. */
export function hasForeignObjective({ objective }: Request, task: Task): boolean {
  const metric = isRecord(objective) ? objective.metric : undefined;
  return typeof metric === "string" && isMetric(metric) && knownMetrics[metric].task !== task;
}
