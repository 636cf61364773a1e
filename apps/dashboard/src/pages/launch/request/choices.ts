import { PromotionRule, PrunerSpec, SamplerSpec, Validation } from "@rookery/contracts";
import { z } from "zod";

interface Choice {
  /** The key that says what is picked. */
  by: string;
  /** What the server takes when nothing is said. */
  fallback: string;
  /** Where what is picked decides which other keys there are. */
  union?: z.ZodDiscriminatedUnion<z.ZodObject[]>;
}

/** The parts of a request that pick one of several and give it options. */
export const choices = {
  sampler: { by: "name", fallback: "grid", union: SamplerSpec },
  pruner: { by: "name", fallback: "none", union: PrunerSpec },
  objective: { by: "metric", fallback: "" },
  validation: { by: "kind", fallback: "k-fold", union: Validation },
  promotion: { by: "rule", fallback: "better", union: PromotionRule },
} as const satisfies Record<string, Choice>;

export type ChoiceName = keyof typeof choices;

export interface Option {
  name: string;
  description?: string | undefined;
  fallback?: unknown;
}

/** The options of what is picked, as the contracts describe them. */
export function listOptions(choice: ChoiceName, picked: string): Option[] {
  const { by, union }: Choice = choices[choice];
  const variant = union?.options.find(({ shape }) => shape[by]?.safeParse(picked).success);
  if (!variant) return [];
  const { properties = {} } = z.toJSONSchema(variant, { io: "input" });
  return Object.entries(properties).flatMap(([name, schema]) => {
    if (name === by || typeof schema !== "object") return [];
    return { name, description: schema.description, fallback: schema.default };
  });
}

export function isChoice(name: string): name is ChoiceName {
  return Object.hasOwn(choices, name);
}
