import { type Sweep, trainerParam } from "@rookery/contracts";
import type { Request } from "./request.ts";

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
