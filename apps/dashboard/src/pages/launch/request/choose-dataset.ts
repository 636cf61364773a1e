import type { DatasetVersion } from "@rookery/contracts";
import { chooseTarget } from "./choose-target.ts";
import { changeRequest, type LaunchState } from "./launch-state.ts";
import type { Trainer } from "./param-fields.ts";
import { setKey } from "./request.ts";
import { guessTarget } from "./tasks.ts";

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
