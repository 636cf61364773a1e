import { UsageError } from "../usage-error.ts";

/** One of the states there are, or nothing. */
export function readState<S extends string>(
  option: string,
  text: string | undefined,
  states: readonly S[],
): S | undefined {
  if (text === undefined) return undefined;
  const state = states.find((one) => one === text);
  if (state !== undefined) return state;
  throw new UsageError(`${option} takes one of ${states.join(", ")}.`);
}
