import type { DatasetColumn, DatasetVersion } from "@rookery/contracts";
import { chooseTrainers } from "./choose-trainers.ts";
import { changeRequest, type LaunchState } from "./launch-state.ts";
import type { Trainer } from "./param-fields.ts";
import { setKey } from "./request.ts";
import {
  chosenTask,
  defaultTrainer,
  guessTarget,
  hasForeignObjective,
  isDefaultTrainer,
  readNames,
  taskOf,
} from "./tasks.ts";

/** Another dataset: version, target and features were of the former. */
export function chooseDataset(state: LaunchState, dataset: string): LaunchState {
  let request = setKey(state.request, "dataset", dataset);
  request = setKey(request, "datasetVersion", undefined);
  request = setKey(request, "features", undefined);
  return changeRequest(state, setKey(request, "target", ""));
}

/** The likeliest target of a dataset that was chosen, unless the form has gone on in the meantime. */
export function suggestTarget(
  state: LaunchState,
  { dataset, columns }: Pick<DatasetVersion, "dataset" | "columns">,
  trainers: readonly Trainer[],
): LaunchState {
  const target = guessTarget(columns);
  const isWaiting = state.request.dataset === dataset && state.request.target === "";
  return target && isWaiting ? chooseTarget(state, target, trainers) : state;
}

/** Another target. It is no feature any more, and brings the trainer of its task as long as nobody has chosen one. */
export function chooseTarget(
  state: LaunchState,
  target: DatasetColumn,
  trainers: readonly Trainer[],
): LaunchState {
  const task = taskOf(target);
  let request = setKey(state.request, "target", target.name);
  if (readNames(request.features).includes(target.name)) {
    const others = readNames(request.features).filter((name) => name !== target.name);
    request = setKey(request, "features", others.length > 0 ? others : undefined);
  }
  const isFree = isDefaultTrainer(request, trainers);
  if (isFree && hasForeignObjective(request, task)) {
    request = setKey(request, "objective", undefined);
  }
  const changed = changeRequest(state, request);
  return isFree && chosenTask(request, trainers) !== task
    ? chooseTrainers(changed, [defaultTrainer(task, trainers)], trainers)
    : changed;
}
