import type { DatasetColumn } from "@rookery/contracts";
import { chooseTrainers } from "./choose-trainers.ts";
import { changeRequest, type LaunchState } from "./launch-state.ts";
import type { Trainer } from "./param-fields.ts";
import { setKey } from "./request.ts";
import {
  chosenTask,
  defaultTrainer,
  hasForeignObjective,
  isDefaultTrainer,
  readNames,
  taskOf,
} from "./tasks.ts";

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
