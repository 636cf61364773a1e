import { type SweepSpec, trainerParam } from "@rookery/contracts";
import type { Request } from "./request.ts";

/** The request that would launch the same sweep once more. */
export function copySpec({ trainers: names, ...spec }: SweepSpec): Request {
  const trainer = names.length === 1 ? names[0] : names;
  // The choice among several trainers is a parameter that the server adds by itself.
  const { [trainerParam]: choice, ...own } = spec.space;
  const space = names.length === 1 && choice !== undefined ? spec.space : own;
  const given = Object.entries({ ...spec, trainer, space }).filter(
    ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(given);
}
