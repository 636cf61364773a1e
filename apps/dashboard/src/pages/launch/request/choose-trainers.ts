import { changeRequest, type LaunchState, paramOf } from "./launch-state.ts";
import { listKnownParams, type Trainer } from "./param-fields.ts";
import { toSpace } from "./param-space.ts";
import { isRecord, setKey } from "./request.ts";
import { readTrainers } from "./tasks.ts";

/**
 * Other trainers. Parameters that only the former had leave the space and come back with them; conditions follow who
 * has a parameter. What only the YAML can say of one stays, for the server to judge.
 */
export function chooseTrainers(
  state: LaunchState,
  chosen: readonly string[],
  trainers: readonly Trainer[],
): LaunchState {
  const { request, typed } = state;
  const named = setKey(request, "trainer", chosen.length === 1 ? chosen[0] : chosen);
  if (!isRecord(request.space)) return changeRequest(state, named);
  const before = listKnownParams(readTrainers(request), trainers);
  const after = listKnownParams(chosen, trainers);
  const params = { ...typed.params };
  let space = request.space;
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const [was, now] = [before.get(name), after.get(name)];
    const field = was ? paramOf(state, name, was) : params[name];
    const isForeign = !was && Object.hasOwn(space, name);
    if (!field || field.mode === "custom" || isForeign) continue;
    params[name] = field;
    space = setKey(space, name, now && toSpace(field, now));
  }
  return { ...changeRequest(state, setKey(named, "space", space)), typed: { ...typed, params } };
}
