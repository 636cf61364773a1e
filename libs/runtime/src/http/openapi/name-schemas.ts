import * as contracts from "@rookery/contracts";
import { z } from "zod";

/**
 * Every schema that libs/contracts exports, under the name it is exported by.
 * Descriptions are looked up where zod keeps them.
 */
export function nameSchemas() {
  const registry = z.registry<{ id: string }>();
  registry._map = new WithDescriptions();
  for (const [id, exported] of Object.entries(contracts)) {
    if (!(exported instanceof z.ZodType) || registry._map.get(exported)?.id) continue;
    registry.add(exported, { id });
  }
  return registry;
}

class WithDescriptions extends WeakMap<z.core.$ZodType, { id: string }> {
  override get(schema: z.core.$ZodType) {
    const named = super.get(schema);
    const described = z.globalRegistry._map.get(schema);
    return described === undefined ? named : ({ ...described, ...named } as { id: string });
  }
}
