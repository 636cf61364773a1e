import type { TrainerList } from "@rookery/contracts";
import { createContext, useContext } from "react";
import { type LaunchState, textOf, typeText } from "./request/launch-state.ts";

export interface Launch {
  state: LaunchState;
  update: (change: (state: LaunchState) => LaunchState) => void;
  options: TrainerList;
  /** What the server says of fields, by their names. */
  errors: ReadonlyMap<string, string>;
}

export const LaunchContext = createContext<Launch | null>(null);

export function useLaunch(): Launch {
  const launch = useContext(LaunchContext);
  if (!launch) throw new Error("There is no launch form around this");
  return launch;
}

/** A field of texts, named by its path in the request. */
export function useTextField(name: string) {
  const { state, update, errors } = useLaunch();
  return {
    value: textOf(state, name),
    error: errors.get(name),
    write: (text: string) => update((before) => typeText(before, name, text)),
  };
}
