import type { SweepSpec } from "./sweep-request.ts";

/** All of a spec that decides how a combination fares, besides its trainer and parameters. */
export type SweepSetup = Pick<
  SweepSpec,
  | "target"
  | "features"
  | "rareClasses"
  | "missingIndicator"
  | "unknownCategory"
  | "validation"
  | "testFraction"
  | "seed"
>;

export function readSetup(spec: SweepSetup): SweepSetup {
  const { target, features, missingIndicator, unknownCategory } = spec;
  const { rareClasses, validation, testFraction, seed } = spec;
  const columns = { target, features, missingIndicator, unknownCategory };
  return { ...columns, rareClasses, validation, testFraction, seed };
}
