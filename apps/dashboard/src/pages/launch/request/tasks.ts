import { type DatasetColumn, isMetric, knownMetrics, type Task } from "@rookery/contracts";
import type { Trainer } from "./param-fields.ts";
import { isRecord, isSame, type Request } from "./request.ts";

/** What the server takes when no trainer is named. */
export const fallbackTrainer = "logistic-regression";

const targetNames = /^(target|label|class|species|outcome)$/i;

/** Tables call what is to be predicted by such a name, or keep it last; a date is neither class nor number. */
export function guessTarget(columns: readonly DatasetColumn[]): DatasetColumn | undefined {
  const able = columns.filter(({ kind, distinct }) => kind !== "date" && distinct > 1);
  return able.find(({ name }) => targetNames.test(name)) ?? able.at(-1);
}

/** What predicting a column most likely is; of two numbers, such as 0 and 1, each is a class. */
export function taskOf({ kind, distinct }: DatasetColumn): Task {
  return kind === "number" && distinct > 2 ? "regression" : "classification";
}

/** The trainer to begin with. */
export function defaultTrainer(task: Task, trainers: readonly Trainer[]): string {
  const able = trainers.filter((trainer) => trainer.task === task);
  return (able.find(({ name }) => name === fallbackTrainer) ?? able[0])?.name ?? fallbackTrainer;
}

/** The trainers the request names, known or not. */
export function readTrainers({ trainer = fallbackTrainer }: Request): string[] {
  return readNames(typeof trainer === "string" ? [trainer] : trainer);
}

/** The names in a list; what else it holds is for the server to refuse. */
export function readNames(list: unknown): string[] {
  return Array.isArray(list) ? list.filter((name) => typeof name === "string") : [];
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
