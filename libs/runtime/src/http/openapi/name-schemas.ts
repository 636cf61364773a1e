import * as contracts from "@rookery/contracts";
import { z } from "zod";

/**
 * Every schema that libs/contracts exports, under the name it is exported by.
 * Descriptions are looked up where zod keeps them. Words and numbers are spelled
 * out instead: each place narrows them in its own way, and what stands beside a
 * reference many tools leave out.
 */
export function nameSchemas() {
  const registry = z.registry<{ id: string }>();
  registry._map = new WithDescriptions();
  for (const [id, exported] of Object.entries(contracts)) {
    if (!(exported instanceof z.ZodType) || isScalar(exported)) continue;
    if (registry._map.get(exported)?.id) continue;
    registry.add(exported, { id });
  }
  return registry;
}

function isScalar(schema: z.ZodType): boolean {
  return (
    schema instanceof z.ZodString ||
    schema instanceof z.ZodNumber ||
    schema instanceof z.ZodISODateTime
  );
}

class WithDescriptions extends WeakMap<z.core.$ZodType, { id: string }> {
  override get(schema: z.core.$ZodType) {
    const named = super.get(schema);
    const described = z.globalRegistry._map.get(schema);
    return described === undefined ? named : ({ ...described, ...named } as { id: string });
  }
}
