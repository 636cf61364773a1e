import type { TrainerList } from "@rookery/contracts";
import type { ParamSchema } from "./param-space.ts";
import { isRecord, type Request } from "./request.ts";

export type Trainer = TrainerList["trainers"][number];

/** A parameter of the chosen trainers. */
export interface KnownParam {
  schema: ParamSchema;
  /** The trainers that have it. */
  trainers: string[];
  /** What the space must say besides when others do not have it. */
  when: { trainer: string | string[] } | undefined;
}

/** Every parameter of the chosen trainers, in their order. */
export function listKnownParams(
  chosen: readonly string[],
  trainers: readonly Trainer[],
): Map<string, KnownParam> {
  const params = new Map<string, KnownParam>();
  for (const trainer of trainers.filter(({ name }) => chosen.includes(name))) {
    const schemas = (trainer.parameters.properties ?? {}) as Record<string, ParamSchema>;
    for (const [name, schema] of Object.entries(schemas)) {
      const known: KnownParam = params.get(name) ?? { schema, trainers: [], when: undefined };
      known.trainers.push(trainer.name);
      params.set(name, known);
    }
  }
  for (const known of params.values()) {
    const [first = "", ...others] = known.trainers;
    if (known.trainers.length === chosen.length) continue;
    known.when = { trainer: others.length === 0 ? first : known.trainers };
  }
  return params;
}

/** What the space of the request says of a parameter. */
export function getParam(request: Request, name: string): unknown {
  return isRecord(request.space) && Object.hasOwn(request.space, name)
    ? request.space[name]
    : undefined;
}
